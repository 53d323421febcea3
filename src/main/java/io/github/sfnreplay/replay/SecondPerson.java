package io.github.sfnreplay.replay;

/// How many items one person may start alone. A plan with more rests until somebody else has confirmed it.
///
/// @param above the most that one person may start alone
public record SecondPerson(int above) {

    /// One person may start any number.
    public static final SecondPerson NEVER = new SecondPerson(Integer.MAX_VALUE);

    public static SecondPerson above(int items) {
        return new SecondPerson(items);
    }

    boolean isNeededFor(Plan plan) {
        return plan.eligible() > above;
    }
}
