package io.github.bedrockbatch.preflight;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why AWS does not let the daemon do something, as far as AWS says.
 *
 * @param cause AWS's code and words
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot access denied
 *     error messages</a>
 */
record Denial(String cause) {
    /** Codes and words of what no statement changes: other credentials, an account or a region that is not open, a deny. */
    private static final List<String> INCURABLE = List.of(
            "unrecognizedclientexception",
            "expiredtokenexception",
            "invalidsignatureexception",
            "explicit deny",
            "explicitly den",
            "your account",
            "subscri");

    /** What users have named, with any words. */
    private static final Pattern NAMES = Pattern.compile("(?:arn:|s3://)\\S+");

    private static final Pattern ACTION =
            Pattern.compile("not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern LACKING =
            Pattern.compile("because no (.{1,60}?)(?: policy)? allows", Pattern.CASE_INSENSITIVE);

    /**
     * Returns those of some statements that allow what AWS denies. Where AWS does not say which policy lacks a statement, they are
     * suggestions.
     */
    List<MissingStatement> cures(List<MissingStatement> statements) {
        String words = NAMES.matcher(cause).replaceAll("").toLowerCase(Locale.ROOT);
        if (INCURABLE.stream().anyMatch(words::contains)) {
            return List.of();
        }
        Matcher action = ACTION.matcher(cause);
        Stream<MissingStatement> allowing = action.find()
                ? statements.stream().filter(missing -> missing.statement().allows(action.group(1)))
                : statements.stream();
        Matcher lacking = LACKING.matcher(cause);
        return lacking.find()
                ? allowing.filter(missing -> isLacking(missing.policy(), lacking.group(1)))
                        .toList()
                : allowing.map(MissingStatement::suggested).toList();
    }

    /** Boundaries, and policies of sessions, organizations and endpoints, are lacking too, but a statement of a role changes none. */
    private static boolean isLacking(MissingStatement.Policy policy, String words) {
        return switch (words.toLowerCase(Locale.ROOT)) {
            case "identity-based" -> policy == MissingStatement.Policy.PERMISSIONS;
            case "resource-based", "role trust" -> policy == MissingStatement.Policy.TRUST;
            default -> false;
        };
    }
}
