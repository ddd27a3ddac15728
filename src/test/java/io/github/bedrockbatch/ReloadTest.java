package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.report.NotificationLog;
import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Timings;
import io.github.bedrockbatch.testing.LogLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another configuration in a running exporter: what is new takes effect, and the rest notices nothing. */
final class ReloadTest extends ReloadFixture {
    private static final String POLLS = "bedrock_batch_exporter_polls_total";
    private static final String REQUESTS = "bedrock_batch_exporter_aws_requests_total";
    private static final String SUCCESSFUL = "bedrock_batch_exporter_config_last_reload_successful ";
    private static final int AT_START = 10;

    @RegisterExtension
    private final LogLines log = new LogLines(Exporter.class.getName());

    @RegisterExtension
    private final LogLines queues = new LogLines(NotificationLog.class.getName());

    @RegisterExtension
    private final LogLines events = new LogLines("bedrock_batch.transitions");

    ReloadTest() throws IOException {}

    @Test
    void ofThreeHundredTargetsThoseThatStayCostNoRequestAndOneThatComesBackKeepsItsCounters() throws ConfigException {
        List<String> accounts = restingAccounts(301);
        String gone = accounts.getFirst();
        String added = accounts.getLast();
        Configuration before = watching(accounts.subList(0, 300));
        Configuration next = watching(accounts.subList(1, 301));
        try (Exporter exporter = started(before)) {
            await("the first polls").atMost(LONG).until(() -> sum(exporter, POLLS, line -> true) == AT_START);
            double others = sum(exporter, REQUESTS, line -> !line.contains(gone) && !line.contains(added));
            int requests = aws.requests();

            exporter.reload(next);
            await("the new target").atMost(LONG).until(() -> polls(exporter, added) == 1);
            assertThat(aws.requests() - requests)
                    .as("requests, all of the new target")
                    .isEqualTo((int) sum(exporter, REQUESTS, line -> line.contains(added)));
            assertThat(scrape(exporter)).noneMatch(line -> line.contains(gone));
            assertThat(log.list()).last().asString().contains("targets: 1 added, 1 removed, 0 changed, 299 unchanged");

            exporter.reload(before);
            await("the target that came back").atMost(LONG).until(() -> polls(exporter, gone) == 2);
            assertThat(scrape(exporter)).noneMatch(line -> line.contains(added));
            assertThat(sum(exporter, REQUESTS, line -> !line.contains(gone) && !line.contains(added)))
                    .isEqualTo(others);
        }
    }

    @Test
    void oneThatCannotBePutToWorkLeavesTheOldOneInForce() throws ConfigException {
        Configuration good = configuration("", "poll: {interval: 59m}, jobs: [" + job("111111111111") + "]");
        try (Exporter exporter = started(good)) {
            Configuration noBundle =
                    configuration(", ca_bundle: /no/such/file.pem", "jobs: [" + job("222222222222") + "]");
            assertThatThrownBy(() -> exporter.reload(noBundle)).isInstanceOf(AwsConfigurationException.class);

            assertThat(scrape(exporter))
                    .anyMatch(line -> line.contains("111111111111"))
                    .noneMatch(line -> line.contains("222222222222"));
            assertThat(get(exporter, "/config")).contains("111111111111", "interval: 59m");
            exporter.reloadFailed();
            assertThat(scrape(exporter)).contains(SUCCESSFUL + "0.0");
            exporter.reload(good);
            assertThat(scrape(exporter)).contains(SUCCESSFUL + "1.0");
        }
    }

    @Test
    void theTroubleOfAQueueIsToldAgainOnceItIsBack() throws ConfigException {
        simulator.faults().add(FaultRule.of(Fault.denied()).onOperation("ReceiveMessage"));
        String watched = "jobs: [" + job("111111111111") + "]";
        String queue = aws.uri() + "/queue/us-east-1/111111111111/jobs";
        Configuration with = configuration("", watched + ", notifications: {sqs_queues: ['" + queue + "']}");
        try (Exporter exporter = started(with)) {
            await("the trouble").atMost(LONG).until(() -> queues.list().size() == 1);
            exporter.reload(configuration("", watched));
            exporter.reload(with);
            await("the trouble again").atMost(LONG).until(() -> queues.list().size() == 2);
        }
        assertThat(queues.list()).allMatch(line -> line.startsWith("[WARN] receive from " + queue));
    }

    @Test
    void whatIsShownFollowsTheConfigurationAndTheStoreStays() throws ConfigException {
        Instant ended = Instant.now().minus(Duration.ofHours(3));
        simulator.add(script("old", ended));
        simulator.add(script("older", ended.minusSeconds(100)));
        String watched = "discovery: [{regions: [us-east-1]}]";
        try (Exporter exporter = started(configuration("", watched))) {
            await("the jobs").atMost(LONG).until(() -> statuses(exporter) > 2);

            exporter.reload(configuration("", watched + ", metrics: {status_series: sparse}"));
            assertThat(statuses(exporter)).isEqualTo(2);
            exporter.reload(
                    configuration("", watched + ", metrics: {status_series: sparse}, retention: {max_jobs: 1}"));
            assertThat(statuses(exporter)).isEqualTo(1);
            exporter.reload(configuration("", watched)
                    .withStore(Configuration.defaults().store()));
            assertThat(get(exporter, "/config")).contains("type: memory").doesNotContain("type: sqlite");
        }
    }

    @Test
    void tagsAreNotAskedForAnewUnlessLabelsChange() throws ConfigException {
        String watched = "poll: {interval: 1s}, discovery: [{regions: [us-east-1]}], metrics: {tag_labels: [team";
        simulator.add(JobScript.of(
                "123456789012",
                "us-east-1",
                "running",
                Outcome.COMPLETED,
                Instant.now().minusSeconds(3600),
                Timings.ofSeconds(1, 1, 1, 86_400, 1)));
        try (Exporter exporter = started(configuration("", watched + "]}"))) {
            await("the tags").atMost(LONG).until(() -> tagRequests(exporter) == 1);

            exporter.reload(configuration("", watched + "]}, retention: {max_jobs: 7}"));
            double polls = sum(exporter, POLLS, line -> true);
            await("polls after it").atMost(LONG).until(() -> sum(exporter, POLLS, line -> true) > polls + 2);
            assertThat(tagRequests(exporter)).isEqualTo(1);

            exporter.reload(configuration("", watched + ", stage]}"));
            await("the tags of now").atMost(LONG).until(() -> tagRequests(exporter) == 2);
        }
    }

    private double tagRequests(Exporter exporter) {
        return sum(exporter, REQUESTS, line -> line.contains("GetResources"));
    }

    @Test
    void noTransitionIsLostOrDoubled() throws ConfigException {
        Instant now = Instant.now();
        List<String> regions = List.of("us-east-1", "us-west-2");
        for (int number = 0; number < 12; number++) {
            simulator.add(JobScript.of(
                    "123456789012",
                    regions.get(number % 2),
                    "job-" + number,
                    number % 3 == 0 ? Outcome.FAILED : Outcome.COMPLETED,
                    now.plusMillis(300L * number),
                    Timings.ofSeconds(1, 1, 1, 2, 1)));
        }
        String poll = "poll: {interval: 1s, max_requests_per_second: 50}, ";
        List<Configuration> turns = List.of(
                configuration("", poll + "discovery: [{regions: " + regions + "}]"),
                configuration(", read_timeout: 9s", poll + "discovery: [{regions: [us-east-1], name_regex: '.*'}]"),
                configuration(", read_timeout: 9s", poll + "discovery: [{regions: " + regions + "}]"));
        List<Configuration> loaded = new ArrayList<>();
        try (Exporter exporter = started(turns.getFirst())) {
            await("the jobs' ends").atMost(LONG).until(() -> {
                Configuration turn = turns.get(loaded.size() % turns.size());
                exporter.reload(turn);
                loaded.add(turn);
                return simulator.jobs().size() == 12
                        && simulator.jobs().stream().allMatch(job -> isEnd(job.status(Instant.now())));
            });
            exporter.reload(turns.getFirst());
            await("all that is to be told").atMost(LONG).until(() -> told().size() >= 12);
            exporter.reload(turns.getLast());
            await("another look").atMost(LONG).until(() -> looked(exporter));
        }
        assertThat(loaded).hasSizeGreaterThan(10);
        assertThat(told())
                .containsExactlyInAnyOrderElementsOf(simulator.jobs().stream()
                        .map(job -> job.script().request().name() + " " + job.status(Instant.now()))
                        .toList());
    }

    /** Each target was polled with success since the last reload, or a little before. */
    private boolean looked(Exporter exporter) {
        double since = Instant.now().getEpochSecond() - 1.0;
        List<String> times = scrape(exporter).stream()
                .filter(line -> line.startsWith("bedrock_batch_exporter_poll_last_success_timestamp_seconds{"))
                .toList();
        return times.size() == 2
                && times.stream().allMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) > since);
    }

    /** Returns each job of whose end an event tells, with its status. */
    private List<String> told() {
        return events.list().stream()
                .filter(line -> line.contains(" went from "))
                .map(line -> line.replaceAll("^.*Job (\\S+) went from \\S+ to ([A-Za-z]+).*$", "$1 $2"))
                .filter(end -> isEnd(end.substring(end.indexOf(' ') + 1)))
                .toList();
    }

    private static boolean isEnd(String status) {
        return Evidence.TERMINAL.contains(status);
    }

    private static JobScript script(String name, Instant ended) {
        Duration length = Duration.ofSeconds(30);
        return JobScript.of(
                "123456789012",
                "us-east-1",
                name,
                Outcome.COMPLETED,
                ended.minus(length),
                Timings.ofSeconds(1, 1, 1, 1, 1));
    }

    private double statuses(Exporter exporter) {
        return scrape(exporter).stream()
                .filter(line -> line.startsWith("bedrock_batch_job_status{"))
                .count();
    }

    private double polls(Exporter exporter, String account) {
        return sum(exporter, POLLS, line -> line.contains(account));
    }

    private Configuration watching(List<String> accounts) throws ConfigException {
        String roles = accounts.stream().map(ReloadFixture::role).collect(Collectors.joining(", "));
        String jobs = accounts.stream().map(ReloadFixture::job).collect(Collectors.joining(", "));
        return configuration(", accounts: [" + roles + "]", "poll: {interval: 1h}, jobs: [" + jobs + "]");
    }

    /** Returns accounts whose targets are due only in ten minutes or more, at an interval of an hour. */
    private static List<String> restingAccounts(int count) {
        long now = System.currentTimeMillis();
        long hour = Duration.ofHours(1).toMillis();
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> String.format(Locale.ROOT, "%012d", number))
                .filter(account -> {
                    CRC32 hash = new CRC32();
                    hash.update((account + "/us-east-1").getBytes(StandardCharsets.UTF_8));
                    return Math.floorMod(hash.getValue() - now, hour) > hour / 6;
                })
                .limit(count)
                .toList();
    }
}
