package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.DaemonAccess;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.preflight.Preflight;
import io.github.bedrockbatch.preflight.Queue;
import io.github.bedrockbatch.preflight.Report;
import io.github.bedrockbatch.preflight.Result;
import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import io.github.bedrockbatch.watch.WatchPlan;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What a preflight of an installation of many targets asks the simulator for, by the clients and roles that the daemon uses. */
final class PreflightCostTest extends ManyTargetsFixture {
    private static final int ACCOUNTS = 20;
    private static final List<String> REGIONS = List.of(
            "us-east-1",
            "us-east-2",
            "us-west-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-northeast-1",
            "ca-central-1");
    private static final int TARGETS = ACCOUNTS * REGIONS.size();

    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    PreflightCostTest() throws IOException {}

    @Test
    void threeHundredTargetsCostAListAndAGetEachAndARoleForEachAccount() throws Exception {
        Report report = run();

        assertThat(report.isBlind()).isFalse();
        assertThat(report.checks()).hasSize(1 + ACCOUNTS + 2 * TARGETS + 2);
        assertThat(requests)
                .containsOnly(
                        Map.entry("GetCallerIdentity", 1),
                        Map.entry("AssumeRole", ACCOUNTS),
                        Map.entry("ListModelInvocationJobs", TARGETS),
                        Map.entry("GetModelInvocationJob", TARGETS),
                        Map.entry("DeleteMessageBatch", 1));
    }

    @Test
    void whatOneAccountDeniesIsOneStatement() throws Exception {
        for (String operation : List.of("ListModelInvocationJobs", "GetModelInvocationJob", "DeleteMessageBatch")) {
            simulator.faults().add(FaultRule.of(Fault.denied()).onOperation(operation));
        }
        simulator
                .faults()
                .add(FaultRule.of(Fault.denied()).onOperation("AssumeRole").times(1));

        Report report = run();

        assertThat(report.isBlind()).isTrue();
        assertThat(report.checks())
                .filteredOn(check -> check.result() == Result.DENIED)
                .hasSizeBetween(1 + 2 * (ACCOUNTS - 1) * REGIONS.size(), 2 + 2 * (ACCOUNTS - 1) * REGIONS.size());
        assertThat(requests).containsEntry("ListModelInvocationJobs", (ACCOUNTS - 1) * REGIONS.size());
        assertThat(report.toJson().split("\"Sid\"", -1)).hasSizeBetween(4, 5);
    }

    private Report run() throws ConfigException, InterruptedException {
        Configuration configuration = configuration(
                ACCOUNTS,
                REGIONS,
                "notifications: {sqs_queues: ['https://sqs.us-east-1.amazonaws.com/000000000002/jobs']}");
        try (AwsAccounts aws = AwsAccounts.of(
                configuration,
                Map.of(),
                "1",
                (target, operation, duration, code) -> requests.merge(operation, 1, Integer::sum),
                Clock.systemUTC())) {
            WatchPlan plan = WatchPlan.of(configuration, aws::regions, aws.caller()::defaultRegion);
            List<Queue> queues = configuration.notifications().sqsQueues().stream()
                    .map(aws::queueUrl)
                    .map(queue -> new Queue(queue.url(), queue.home()))
                    .toList();
            return new Preflight(
                            configuration,
                            plan,
                            queues,
                            new DaemonAccess(aws),
                            Clock.systemUTC().instant(),
                            Preflight.LIMIT)
                    .run();
        }
    }
}
