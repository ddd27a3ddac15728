package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks the texts of parameters. */
final class Text {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,20}");

    /** The labels of all statuses: AWS's words, and the one that stands for any other. */
    static final List<String> STATUSES =
            Stream.concat(Stream.of(Known.values()).map(JobStatus::label), Stream.of(Unknown.LABEL)).toList();

    private Text() {}

    static String quote(String value) {
        return Quoted.quote(value);
    }

    /** Returns the values of a parameter, each of which must pass a check. */
    static Set<String> checked(Parameters parameters, String name, Predicate<String> check, String rule) {
        parameters.all(name).stream()
                .filter(value -> !check.test(value))
                .findFirst()
                .ifPresent(bad -> {
                    throw BadParameterException.of(name, bad, rule);
                });
        return Set.copyOf(parameters.all(name));
    }

    static Set<String> accounts(Parameters parameters) {
        return checked(
                parameters, "account_id", value -> ACCOUNT.matcher(value).matches(), "must be the 12 digits of an AWS account");
    }

    static Set<String> regions(Parameters parameters) {
        return checked(
                parameters,
                "region",
                value -> REGION.matcher(value).matches(),
                "must be an AWS region, such as us-east-1");
    }

    static Set<String> statuses(Parameters parameters, String name) {
        return checked(parameters, name, STATUSES::contains, "must be one of " + String.join(", ", STATUSES));
    }
}
