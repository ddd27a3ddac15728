package io.github.bedrockbatch.preflight;

import static io.github.bedrockbatch.testing.Examples.NOON;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.watch.WatchPlan;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;

/** A preflight of a configuration in a fake AWS. */
@Timeout(60)
abstract class PreflightFixture {
    static final String ONE = "111111111111";
    static final String TWO = "222222222222";
    static final String ROLES = """
            aws:
              accounts:
                - {role_arn: "arn:aws:iam::111111111111:role/bedrock-read", external_id: s3cr3t}
                - {role_arn: "arn:aws:iam::222222222222:role/bedrock-read"}
            """;

    final FakeAwsAccess aws = new FakeAwsAccess();

    Report run(String configuration) {
        return run(configuration, Preflight.LIMIT);
    }

    Report run(String configuration, Duration limit) {
        try {
            Configuration read = new ConfigLoader(region -> true).load(configuration, "c.yml", Map.of());
            WatchPlan plan = WatchPlan.of(read, account -> List.of("us-east-1", "us-west-2"), Optional::empty);
            List<Queue> queues = read.notifications().sqsQueues().stream()
                    .map(PreflightFixture::queue)
                    .toList();
            return new Preflight(read, plan, queues, aws, NOON, limit).run();
        } catch (ConfigException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Queue queue(URI url) {
        return new Queue(url, new Target(url.getPath().split("/", -1)[1], "us-east-1"));
    }

    /** Waits until the check interrupts it, where nothing counts the latch down. */
    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The rows without their details. */
    static List<String> rows(Report report) {
        return report.checks().stream()
                .map(check -> check.target() + " " + check.action() + " "
                        + check.result().word())
                .toList();
    }

    /** The detail of the row that begins so. */
    static String detail(Report report, String row) {
        return report.checks().stream()
                .filter(check -> (check.target() + " " + check.action()).equals(row))
                .map(Check::detail)
                .reduce((one, other) -> {
                    throw new AssertionError(row + ": is there twice");
                })
                .orElseThrow(() -> new AssertionError(row + ": is not among " + rows(report)));
    }

    /** The statements that are missing: policy, roles and Sid, or Action without one. */
    static List<String> missing(Report report) {
        return report.missing().stream()
                .map(missing -> missing.policy().word() + " " + missing.roles() + " "
                        + missing.statement().members().getOrDefault("Sid", "-"))
                .toList();
    }
}
