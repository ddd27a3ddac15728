package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Version;
import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.watch.WatchPlan;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code --config.check} prints: targets, jobs, selectors and queues. */
public final class ConfigCheck {
    private ConfigCheck() {}

    /**
     * Describes what a configuration watches, a line each.
     *
     * @throws io.github.bedrockbatch.config.UnusableConfigurationException if it watches nothing, or a queue whose region cannot be told
     */
    public static String describe(Configuration configuration) {
        try (AwsAccounts aws = AwsAccounts.of(
                configuration,
                System.getenv(),
                Version.get(),
                (target, operation, duration, code) -> {},
                Clock.systemUTC())) {
            WatchPlan plan = WatchPlan.of(configuration, aws::regions, aws.caller()::defaultRegion);
            List<String> lines = new ArrayList<>();
            lines.add("The configuration is valid.");
            plan.targets().stream()
                    .sorted()
                    .map(target -> "target " + target.name() + (plan.isCallers(target) ? "" : " by its role"))
                    .forEach(lines::add);
            plan.callersOwn().keySet().stream()
                    .sorted()
                    .map(region -> "target caller's account/" + region)
                    .forEach(lines::add);
            plan.jobs().stream().sorted().map(arn -> "job " + arn).forEach(lines::add);
            configuration.discovery().stream().map(ConfigCheck::describe).forEach(lines::add);
            configuration.notifications().sqsQueues().stream()
                    .map(aws::queueUrl)
                    .map(queue -> "queue " + queue.home().name() + " " + queue.url())
                    .forEach(lines::add);
            return String.join("\n", lines) + "\n";
        }
    }

    private static String describe(DiscoveryConfig selector) {
        return "selector regions " + String.join(", ", selector.regions())
                + (selector.accounts().isEmpty() ? "" : "; accounts " + String.join(", ", selector.accounts()))
                + "; submitted within " + selector.submittedWithin().toHours() + " h"
                + selector.nameRegex().map(regex -> "; name " + regex.source()).orElse("")
                + selector.modelRegex()
                        .map(regex -> "; model " + regex.source())
                        .orElse("")
                + new TreeMap<>(selector.tags())
                        .entrySet().stream()
                                .map(tag -> "; tag " + tag.getKey() + "=" + tag.getValue())
                                .collect(Collectors.joining());
    }
}
