package io.github.sfnreplay.replay;

import java.util.Map;

/// How many items one person may start alone. A plan with more rests until somebody else has confirmed it.
///
/// @param above the most that one person may start alone
public record SecondPerson(int above) {

    /// One person may start any number.
    public static final SecondPerson NEVER = new SecondPerson(Integer.MAX_VALUE);

    /// Whether the plan has to be confirmed by another.
    public boolean isNeededFor(Plan plan) {
        return plan.eligible() > above;
    }

    /// Whether somebody else than who asked for the replay has, or had, to confirm it.
    public static boolean concerns(Replay replay) {
        return replay.stateReason() == StateReason.SECOND_PERSON_REQUIRED
                || replay.log().has(StateReason.SECOND_PERSON_REQUIRED);
    }

    /// How a plan rests.
    Status rest(Plan plan, Origin origin) {
        return isNeededFor(plan)
                ? new Status(
                        ReplayState.PLANNED,
                        StateReason.SECOND_PERSON_REQUIRED,
                        "The plan has " + plan.eligible() + " items, more than the " + above
                                + " that one person may start alone: somebody else than " + origin.requestedBy()
                                + " has to look at it and confirm it.",
                        null,
                        false)
                : new Status(ReplayState.PLANNED, null, Details.PLANNED, null, false);
    }

    /// @throws ReplayException SECOND_PERSON_REQUIRED if who asked for the replay confirms it
    static void require(Replay replay, Plan plan, Command command) {
        var requestedBy = replay.origin().requestedBy();
        if (concerns(replay) && command.by().equals(requestedBy)) {
            throw new ReplayException(new Fault(
                    Fault.Kind.SECOND_PERSON_REQUIRED,
                    "The plan has " + plan.eligible()
                            + " items, more than one person may start alone. Somebody else than " + requestedBy
                            + " has to look at it and confirm it.",
                    Map.of("requestedBy", requestedBy)));
        }
    }
}
