package io.github.sfnreplay.stepfunctions;

import java.util.Map;
import java.util.regex.Pattern;

/// The rules that state machine ARNs and execution ARNs share.
final class Arns {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d{1,2}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Map<String, String> REGION_PREFIX_OF_PARTITION =
            Map.of("aws-cn", "cn-", "aws-us-gov", "us-gov-", "aws", "");

    /// AWS's bound on names.
    private static final int MAX_NAME_LENGTH = 80;

    private Arns() {}

    /// Splits an ARN and checks all that comes before the resource; the last element holds the rest.
    static String[] split(String text, String resourceType, String expected) {
        var parts = text.split(":", 7);
        if (parts.length < 7 || !parts[0].equals("arn")) {
            throw refused(text, expected, "it is not an ARN of that form");
        }
        var prefix = REGION_PREFIX_OF_PARTITION.get(parts[1]);
        if (prefix == null) {
            throw refused(text, expected, "the partition must be aws, aws-cn or aws-us-gov");
        }
        if (!parts[2].equals("states")) {
            throw refused(text, expected, "the service must be states");
        }
        if (!REGION.matcher(parts[3]).matches()) {
            throw refused(text, expected, "the Region is malformed");
        }
        if (!prefix.equals(prefixOf(parts[3]))) {
            throw refused(text, expected, "the Region does not belong to the partition");
        }
        if (!ACCOUNT.matcher(parts[4]).matches()) {
            throw refused(text, expected, "the account must be 12 digits");
        }
        if (!parts[5].equals(resourceType)) {
            throw refused(text, expected, "the resource must be a " + resourceType);
        }
        return parts;
    }

    /// Whether Step Functions accepts the text as the name of a state machine or of an execution.
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePointCount(0, name.length()) <= MAX_NAME_LENGTH
                && name.codePoints().allMatch(Arns::isNameCharacter);
    }

    static IllegalArgumentException refused(String text, String expected, String why) {
        var shown = text.length() <= 200 ? text : text.substring(0, 200) + "…";
        return new IllegalArgumentException("'" + shown + "': " + why + "; expected " + expected);
    }

    private static String prefixOf(String region) {
        return region.startsWith("cn-") ? "cn-" : region.startsWith("us-gov-") ? "us-gov-" : "";
    }

    private static boolean isNameCharacter(int c) {
        return c > 0x1F
                && !(c >= 0x7F && c <= 0x9F)
                && c != 0xFFFE
                && c != 0xFFFF
                && !(c >= 0xD800 && c <= 0xDFFF)
                && !Character.isWhitespace(c)
                && "<>{}[]?*\"#%\\^|~$&,;:/`".indexOf(c) < 0;
    }
}
