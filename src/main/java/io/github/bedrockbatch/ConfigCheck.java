package io.github.bedrockbatch;

import io.github.bedrockbatch.aws.AwsSession;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.poll.Target;
import java.time.Clock;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@code --config.check} prints: targets, jobs and selectors. */
public final class ConfigCheck {
    private ConfigCheck() {}

    /**
     * Describes what a configuration watches, a line each.
     *
     * @throws IllegalArgumentException if it watches nothing
     */
    public static String describe(Configuration configuration) {
        WatchPlan plan = plan(configuration);
        StringBuilder text = new StringBuilder("The configuration is valid.\n");
        plan.jobs().stream()
                .map(Target::of)
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(target -> text.append("target ").append(target.name()).append('\n'));
        plan.selectors().keySet().stream()
                .sorted()
                .forEach(region ->
                        text.append("target caller's account/").append(region).append('\n'));
        plan.jobs().stream()
                .sorted()
                .forEach(arn -> text.append("job ").append(arn).append('\n'));
        configuration.discovery().forEach(selector -> text.append(describe(selector)));
        return text.toString();
    }

    private static WatchPlan plan(Configuration configuration) {
        try (AwsSession aws = AwsSessions.of(
                configuration.aws(),
                configuration.poll(),
                (target, operation, duration, code) -> {},
                Clock.systemUTC())) {
            aws.check();
            return WatchPlan.of(configuration, aws::regions, aws::defaultRegion);
        }
    }

    private static String describe(DiscoveryConfig selector) {
        StringBuilder text = new StringBuilder("selector regions ")
                .append(String.join(", ", selector.regions()))
                .append("; submitted within ")
                .append(selector.submittedWithin().toHours())
                .append(" h");
        selector.nameRegex().ifPresent(regex -> text.append("; name ").append(regex.source()));
        selector.modelRegex().ifPresent(regex -> text.append("; model ").append(regex.source()));
        return text.append('\n').toString();
    }
}
