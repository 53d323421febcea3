package io.github.sfnreplay.simulator.spec;

/// What Step Functions accepts as a name.
public final class Names {

    /// AWS's bound on names.
    private static final int MAX_LENGTH = 80;
    private static final String FORBIDDEN = "<>{}[]?*\"#%\\^|~`$&,;:/";

    private Names() {}

    public static String check(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.chars().anyMatch(Names::forbidden)) {
            throw AwsError.of("InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }

    private static boolean forbidden(int character) {
        return FORBIDDEN.indexOf(character) >= 0
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.isSurrogate((char) character)
                || character >= 0xFFFE;
    }
}
