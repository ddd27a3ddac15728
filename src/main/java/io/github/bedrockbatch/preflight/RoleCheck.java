package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import java.util.List;
import java.util.Optional;

/** The check of one role of {@code aws.accounts}. */
record RoleCheck(AwsAccess aws, AccountConfig role, Identity identity) {
    Check run() {
        return identity.credentials().trouble().map(question()::notAsked).orElseGet(() -> switch (aws.assume(role)) {
            case Found<String> found -> question().allowed("");
            case NoAnswer<String> none -> question().refused(none);
        });
    }

    /** Returns the row of a role that has not answered in time. */
    Check late(String reason) {
        return question().unknown(reason);
    }

    /** Returns the credentials that come of it. */
    Credentials credentials(Check assumed) {
        return new Credentials(
                role.roleArn(),
                assumed.result() == Result.ALLOWED
                        ? Optional.empty()
                        : Optional.of(role.roleArn() + " cannot be assumed"));
    }

    private Question question() {
        Statement trust =
                Statement.trust(identity.role().orElse(""), role.externalId().isPresent());
        return new Question(
                role.roleArn(),
                "sts:AssumeRole",
                List.of(
                        MissingStatement.permission(identity.credentials().role(), Statement.takeRole(role.roleArn())),
                        MissingStatement.trust(role.roleArn(), trust)));
    }
}
