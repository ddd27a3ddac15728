package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Version;
import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.watch.WatchPlan;
import java.time.Clock;
import java.util.TreeSet;

/** What {@code --config.check} prints: targets, jobs, selectors and queues. */
public final class ConfigCheck {
    private ConfigCheck() {}

    /**
     * Describes what a configuration watches, a line each.
     *
     * @throws IllegalArgumentException if it watches nothing, or a queue whose region cannot be told
     */
    public static String describe(Configuration configuration) {
        try (AwsAccounts aws = aws(configuration)) {
            WatchPlan plan = WatchPlan.of(configuration, aws::regions, aws.caller()::defaultRegion);
            StringBuilder text = new StringBuilder(describe(configuration, plan));
            configuration.notifications().sqsQueues().forEach(url -> text.append(describe(aws.queueUrl(url))));
            return text.toString();
        }
    }

    private static String describe(Configuration configuration, WatchPlan plan) {
        StringBuilder text = new StringBuilder("The configuration is valid.\n");
        new TreeSet<>(plan.targets()).forEach(target -> text.append(describe(target, plan)));
        plan.callersOwn().keySet().stream()
                .sorted()
                .forEach(region ->
                        text.append("target caller's account/").append(region).append('\n'));
        plan.jobs().stream()
                .sorted()
                .forEach(arn -> text.append("job ").append(arn).append('\n'));
        configuration.discovery().forEach(selector -> text.append(describe(selector)));
        return text.toString();
    }

    private static AwsAccounts aws(Configuration configuration) {
        return AwsAccounts.of(
                configuration,
                System.getenv(),
                Version.get(),
                (target, operation, duration, code) -> {},
                Clock.systemUTC());
    }

    private static String describe(QueueUrl queue) {
        return "queue " + queue.home().name() + " " + queue.url() + "\n";
    }

    private static String describe(Target target, WatchPlan plan) {
        return "target " + target.name() + (plan.isCallers(target) ? "" : " by its role") + "\n";
    }

    private static String describe(DiscoveryConfig selector) {
        StringBuilder text = new StringBuilder("selector regions ")
                .append(String.join(", ", selector.regions()))
                .append(selector.accounts().isEmpty() ? "" : "; accounts " + String.join(", ", selector.accounts()))
                .append("; submitted within ")
                .append(selector.submittedWithin().toHours())
                .append(" h");
        selector.nameRegex().ifPresent(regex -> text.append("; name ").append(regex.source()));
        selector.modelRegex().ifPresent(regex -> text.append("; model ").append(regex.source()));
        return text.append('\n').toString();
    }
}
