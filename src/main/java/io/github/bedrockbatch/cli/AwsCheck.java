package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Version;
import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.DaemonAccess;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.preflight.Preflight;
import io.github.bedrockbatch.preflight.Queue;
import io.github.bedrockbatch.preflight.Report;
import io.github.bedrockbatch.watch.WatchPlan;
import java.time.Clock;
import java.util.List;

/** What {@code --config.check=aws} does: asks AWS whether the daemon would see what it is configured to see. */
final class AwsCheck {
    /** How the report is written. */
    enum Format {
        TABLE,
        JSON
    }

    private AwsCheck() {}

    /**
     * Prints what would be watched, unless it is to be JSON, and what AWS allows.
     *
     * @return the exit code
     * @throws io.github.bedrockbatch.config.UnusableConfigurationException if the configuration watches nothing, or a queue whose region cannot be told
     */
    static int run(Configuration configuration, Format format) throws InterruptedException {
        if (format == Format.TABLE) {
            System.out.println(ConfigCheck.describe(configuration));
        }
        Report report = ask(configuration);
        System.out.print(format == Format.TABLE ? report.toText() : report.toJson() + "\n");
        return report.isBlind() ? Failures.SOFTWARE : 0;
    }

    private static Report ask(Configuration configuration) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        try (AwsAccounts aws = AwsAccounts.of(
                configuration, System.getenv(), Version.get(), (target, operation, duration, code) -> {}, clock)) {
            WatchPlan plan = WatchPlan.of(configuration, aws::regions, aws.caller()::defaultRegion);
            List<Queue> queues = configuration.notifications().sqsQueues().stream()
                    .map(aws::queueUrl)
                    .map(queue -> new Queue(queue.url(), queue.home()))
                    .toList();
            return new Preflight(configuration, plan, queues, new DaemonAccess(aws), clock.instant(), Preflight.LIMIT)
                    .run();
        }
    }
}
