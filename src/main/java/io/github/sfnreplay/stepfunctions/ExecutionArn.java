package io.github.sfnreplay.stepfunctions;

/// The ARN of one execution.
///
/// @param stateMachine the name of its machine
/// @param name the name of the execution, 1 to 80 characters; of an EXPRESS machine, where names are free at once, with
/// a
///     colon and the id that AWS has added
public record ExecutionArn(String partition, String region, String accountId, String stateMachine, String name) {

    private static final String EXPECTED_EXPRESS =
            "arn:<aws|aws-cn|aws-us-gov>:states:<region>:<12-digit account>:express:<state machine>:<name>:<id>";
    private static final String EXPECTED =
            "arn:<aws|aws-cn|aws-us-gov>:states:<region>:<12-digit account>:execution:<state machine>:<name>";

    /// Parses the ARN, or says in an [IllegalArgumentException] what was expected and where it broke.
    public static ExecutionArn parse(String text) {
        if (text.contains(":express:")) {
            return parseExpress(text);
        }
        var parts = Arns.split(text, "execution", EXPECTED);
        var colon = parts[6].indexOf(':');
        if (colon < 0) {
            throw Arns.refused(text, EXPECTED, "the execution's name is missing");
        }
        var machine = parts[6].substring(0, colon);
        var name = parts[6].substring(colon + 1);
        if (machine.indexOf('/') >= 0) {
            throw Arns.refused(text, EXPECTED, "a child of a map run cannot be replayed by itself; name its parent");
        }
        if (!Arns.isName(machine) || !Arns.isName(name)) {
            throw Arns.refused(text, EXPECTED, "names must have 1 to 80 of the characters AWS allows");
        }
        return new ExecutionArn(parts[1], parts[3], parts[4], machine, name);
    }

    private static ExecutionArn parseExpress(String text) {
        var parts = Arns.split(text, "express", EXPECTED_EXPRESS);
        var names = parts[6].split(":", -1);
        if (names.length != 3 || !Arns.isName(names[0]) || !Arns.isName(names[1]) || !Arns.isName(names[2])) {
            throw Arns.refused(text, EXPECTED_EXPRESS, "it must name a machine, an execution and its id");
        }
        return new ExecutionArn(parts[1], parts[3], parts[4], names[0], names[1] + ":" + names[2]);
    }

    /// Whether it is an execution of an EXPRESS machine, which Step Functions neither lists nor describes.
    public boolean isExpress() {
        return name.indexOf(':') >= 0;
    }

    /// The name that it was started under.
    public String givenName() {
        return isExpress() ? name.substring(0, name.indexOf(':')) : name;
    }

    /// The machine that it is an execution of.
    public StateMachineArn machine() {
        return new StateMachineArn(partition, region, accountId, stateMachine, null);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":states:" + region + ":" + accountId + (isExpress() ? ":express:" : ":execution:")
                + stateMachine + ":" + name;
    }
}
