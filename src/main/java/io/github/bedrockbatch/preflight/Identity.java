package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose the caller's own credentials are, as far as AWS says.
 *
 * @param answer the ARN of a user or of a session of a role
 * @param webIdentityFailure why credentials that are none of the web identity's stand in for them; empty if none do
 */
record Identity(FetchResult<String> answer, Optional<NoAnswer<String>> webIdentityFailure) {
    private static final String ACTION = "sts:GetCallerIdentity";
    private static final String CALLER = "caller";
    private static final String UNNAMED = "the exporter's own role";
    private static final Pattern SESSION = Pattern.compile("arn:([a-z0-9-]+):sts::([0-9]{12}):assumed-role/([^/]+)/.*");

    /** Asks in one region after the other, since not every account may use every region. */
    static Identity ask(AwsAccess aws, List<String> regions) {
        FetchResult<String> answer = aws.callerArn(regions.getFirst());
        for (String region : regions.subList(1, regions.size())) {
            if (answer instanceof Found) {
                break;
            }
            answer = aws.callerArn(region);
        }
        return new Identity(answer, aws.webIdentityFailure());
    }

    Optional<String> accountId() {
        return arn().map(arn -> arn.split(":", -1)[4]);
    }

    /** Returns the ARN of the user or role whose policy counts; empty if AWS has not told it. A role's path is not in it. */
    Optional<String> role() {
        return arn().map(arn -> {
            Matcher session = SESSION.matcher(arn);
            return session.matches()
                    ? "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + session.group(3)
                    : arn;
        });
    }

    /**
     * Returns the credentials for targets that are reached without a role. Those that AWS rejects are of no use, and what others may
     * do that stand in for a web identity says nothing of what it may do.
     */
    Credentials credentials() {
        return new Credentials(role().orElse(UNNAMED), trouble());
    }

    private Optional<String> trouble() {
        if (webIdentityFailure.isPresent()) {
            return Optional.of("the web identity failed, and other credentials are used instead");
        }
        return answer instanceof Denied<String> denied
                ? Optional.of("the caller's credentials are rejected: " + denied.code())
                : Optional.empty();
    }

    /**
     * Returns the row.
     *
     * @param isNeeded whether the daemon has to know it
     */
    Check check(Optional<String> webIdentityRole, boolean isNeeded) {
        Question question = new Question(
                CALLER,
                ACTION,
                webIdentityRole.map(Identity::trust).map(List::of).orElse(List.of()));
        if (webIdentityFailure.isPresent()) {
            String others = arn().map(arn -> arn + " is used").orElse("other credentials are used");
            return question.refused(webIdentityFailure.get(), others + " instead of the web identity, which failed: ");
        }
        return switch (answer) {
            case Found<String>(String arn, Instant at) -> question.allowed(arn);
            case Denied<String> denied -> question.refused(denied);
            case NoAnswer<String> none -> isNeeded ? question.refused(none) : question.unknown(none.cause());
        };
    }

    private static MissingStatement trust(String role) {
        String[] parts = role.split(":", -1);
        return MissingStatement.trust(role, Statement.trustServiceAccount(parts[1], parts[4]));
    }

    private Optional<String> arn() {
        return answer instanceof Found<String>(String arn, Instant at) ? Optional.of(arn) : Optional.empty();
    }
}
