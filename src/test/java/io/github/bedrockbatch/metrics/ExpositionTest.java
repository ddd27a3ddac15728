package io.github.bedrockbatch.metrics;

import static io.github.bedrockbatch.testing.JobRows.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.HostileJobs;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpositionTest {
    private static final String TEXT = "text/plain;version=0.0.4";
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String JOB =
            "account_id=\"123456789012\",region=\"us-east-1\",job_id=\"a\",job_name=\"job-a\"";
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)} (\\S+)", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*+)\"(?:,|$)", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # HELP bedrock_batch_job_info Facts about a job that do not change. Always 1.
                    # TYPE bedrock_batch_job_info gauge
                    bedrock_batch_job_info{JOB,job_arn="arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/a",model_id="model-1",model="model-1",source="configured"} 1
                    bedrock_batch_job_status{JOB,status="Failed"} 1
                    bedrock_batch_job_status{JOB,status="Unknown"} 0
                    bedrock_batch_job_lookup_success{account_id="123456789012",region="us-east-1",job_id="a"} 1
                    bedrock_batch_job_lookup_success{account_id="123456789012",region="us-east-1",job_id="gonegonegone"} 0
                    bedrock_batch_job_submit_timestamp_seconds{JOB} 1793527200.25
                    bedrock_batch_job_total_records{JOB} 10
                    things_total 3.0
                    """)
    void writesAJobInPrometheusText(String line) throws IOException {
        assertThat(text(full(), TEXT).lines()).containsOnlyOnce(line.replace("JOB", JOB));
    }

    @Test
    void writesAJobInOpenMetrics() throws IOException {
        assertThat(text(full(), OPEN_METRICS))
                .startsWith("""
                        # TYPE bedrock_batch_job info
                        # HELP bedrock_batch_job Facts about a job that do not change. Always 1.
                        bedrock_batch_job_info{JOB,job_arn=""".replace("JOB", JOB))
                .endsWith("# EOF\n")
                .containsOnlyOnce("# EOF");
    }

    @Test
    void writesNothingOfAFamilyWithoutSamples() throws IOException {
        assertThat(text(full(), TEXT)).doesNotContain("success_records");
        assertThat(text(registry(false), OPEN_METRICS)).doesNotContain("bedrock_batch_job");
    }

    @Test
    void writesOneStatusOfAJobWhereTheyAreSparse() throws IOException {
        assertThat(Exposed.samples(text(registry(true, failed()), TEXT), "bedrock_batch_job_status"))
                .containsExactly("bedrock_batch_job_status{" + JOB + ",status=\"Failed\"} 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {TEXT, OPEN_METRICS, "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily"})
    void writesWhatIsAskedFor(String accept) throws IOException {
        String text = write(full().expose(accept, List.of("bedrock_batch_job_end_timestamp_seconds")));

        assertThat(text).contains("bedrock_batch_job_end_timestamp_seconds").doesNotContain("job_status", "things");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "1793527200, 1793527200",
        "9007199254740991, 9007199254740991",
        "0.5, 0.5",
        "12.000001, 12.000001",
        "1793527200.000001, 1793527200.000001",
        "1793527200.25, 1793527200.25",
        "1793527200.9, 1793527200.9",
        "0.0000001, 1.0E-7",
        "-3, -3",
        "-0.25, -0.25",
        "1e300, 1.0E300"
    })
    void writesNumbersInDecimals(double value, String text) {
        assertThat(NumberText.of(value)).isEqualTo(text);
    }

    /** As the client library would write them: the same families, samples, labels and numbers. */
    @Property
    @Domain(HostileJobs.Values.class)
    @Domain(DomainContext.Global.class)
    void saysWhatTheClientLibrarySays(
            @ForAll @Size(max = 3) List<JobSnapshot> snapshots,
            @ForAll Instant at,
            @ForAll boolean sparse,
            @ForAll boolean baseline,
            @ForAll boolean lookedUp)
            throws IOException {
        Collection<TrackedJob> rows = snapshots.stream()
                .map(snapshot -> new TrackedJob(
                        new Job(snapshot, at, at, baseline, baseline ? null : at),
                        JobOrigin.DISCOVERED,
                        null,
                        new ManifestState.Read(new TokenCounts(1L, null, null, null)),
                        baseline ? null : new JobTags(Map.of("team", snapshot.name())),
                        0))
                .collect(Collectors.toMap(TrackedJob::arn, Function.identity(), (one, other) -> one))
                .values();
        ResilientRegistry registry = registry(sparse, lookedUp, rows.toArray(TrackedJob[]::new));

        for (String accept : List.of(TEXT, OPEN_METRICS)) {
            ByteArrayOutputStream library = new ByteArrayOutputStream();
            ExpositionFormats.init()
                    .findWriter(accept)
                    .write(library, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
            assertThat(read(text(registry, accept))).isEqualTo(read(library.toString(UTF_8)));
            assertThat(registry.expose(accept, List.of()).length())
                    .isEqualTo(text(registry, accept).getBytes(UTF_8).length);
        }
    }

    /** An object for each sample would take hundreds of bytes for a job; what a thread leaves of its share of the heap takes a few. */
    @ParameterizedTest
    @ValueSource(strings = {TEXT, OPEN_METRICS})
    void allocatesNothingForASingleSample(String accept) throws IOException {
        int jobs = 5000;
        long forOne = allocatedByWriting(families(false, true, manyRows(1)), accept);
        long forAll = allocatedByWriting(families(false, true, manyRows(jobs)), accept);

        assertThat((forAll - forOne) / jobs).isLessThan(16);
    }

    /** More than the buffer holds, and a label that it does not hold. */
    @ParameterizedTest
    @ValueSource(strings = {TEXT, OPEN_METRICS})
    void writesWhateverItsLength(String accept) throws IOException {
        TrackedJob[] rows = manyRows(1000);
        JobSnapshot named =
                rows[500].job().snapshot().toBuilder().name("n".repeat(100_000)).build();
        rows[500] = rows[500].with(rows[500].job().with(named), null);
        ResilientRegistry registry = registry(families(false, true, rows));
        ByteArrayOutputStream library = new ByteArrayOutputStream();
        ExpositionFormats.init()
                .findWriter(accept)
                .write(library, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);

        String text = text(registry, accept);

        assertThat(read(text).equals(read(library.toString(UTF_8)))).isTrue();
        assertThat(registry.expose(accept, List.of()).length()).isEqualTo(text.length());
    }

    /** What is kept for the next scrapes, and what is left for the garbage collector. */
    @Test
    void readsAJobInFewBytes() {
        TrackedJob[] rows = manyRows(5000);

        long allocated = IntStream.range(0, 10)
                .mapToLong(run -> allocatedByReading(rows))
                .min()
                .orElseThrow();

        assertThat(allocated / rows.length).isLessThan(3000);
    }

    /** Code that is not yet compiled allocates what compiled code does not, so that one run says little. */
    private static long allocatedByReading(TrackedJob[] rows) {
        JobFamilies families = families(false, true, rows);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        families.tables();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static TrackedJob[] manyRows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> row("job" + i, "InProgress", MINUTE))
                .toArray(TrackedJob[]::new);
    }

    private static long allocatedByWriting(JobFamilies families, String accept) throws IOException {
        ResilientRegistry registry = registry(families);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        registry.expose(accept, List.of()).writeTo(OutputStream.nullOutputStream());
        long before = threads.getCurrentThreadAllocatedBytes();
        registry.expose(accept, List.of()).writeTo(OutputStream.nullOutputStream());
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static TrackedJob failed() {
        return row("a", "Failed", MINUTE, false, new RecordCounts(10L, 9L, null, 1L));
    }

    private static ResilientRegistry full() {
        return registry(false, failed());
    }

    private static ResilientRegistry registry(boolean sparse, TrackedJob... rows) {
        return registry(sparse, true, rows);
    }

    private static ResilientRegistry registry(boolean sparse, boolean lookedUp, TrackedJob... rows) {
        return registry(families(sparse, lookedUp, rows));
    }

    private static ResilientRegistry registry(JobFamilies families) {
        ResilientRegistry registry = new ResilientRegistry(InstantSource.system(), leftOut -> {});
        FamilyCollector jobs = () -> Map.of("jobs", () -> families);
        registry.register(jobs);
        Counter.builder()
                .name("things_total")
                .help("Things.")
                .withoutExemplars()
                .register(registry)
                .inc(3);
        return registry;
    }

    private static JobFamilies families(boolean sparse, boolean lookedUp, TrackedJob... rows) {
        JobArn gone = JobArn.parse("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/gonegonegone");
        Map<String, LookupStatus> lookups = Stream.of(rows)
                .collect(Collectors.toMap(
                        row -> row.arn().jobId(),
                        row -> new LookupStatus(row.arn(), lookedUp, null, null),
                        (a, b) -> a));
        SequencedMap<String, String> tagLabels = new LinkedHashMap<>();
        tagLabels.put("tag_team", "team");
        tagLabels.put("tag_cost_center", "cost:center");
        return new JobFamilies(() -> rows.length == 0
                ? List.of()
                : List.of(
                        new JobTable(List.of(rows), lookups, List.of(gone), new JobSeries(sparse, tagLabels, false))));
    }

    private static String text(ResilientRegistry registry, String accept) throws IOException {
        return write(registry.expose(accept, List.of()));
    }

    private static String write(Exposition exposition) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exposition.writeTo(out);
        return out.toString(UTF_8);
    }

    /** Returns the families by the lines above their samples, each sample as its name, its labels in order and its number. */
    private static Map<List<String>, List<String>> read(String exposition) {
        Map<List<String>, List<String>> families = new HashMap<>();
        List<String> head = new ArrayList<>();
        List<String> samples = new ArrayList<>();
        for (String line : exposition.split("\n", -1)) {
            if (line.startsWith("#") && !samples.isEmpty()) {
                head = new ArrayList<>();
                samples = new ArrayList<>();
            }
            if (line.startsWith("#")) {
                head.add(line);
            } else {
                assertThat(families.getOrDefault(head, samples)).isSameAs(samples);
                samples.add(sample(line));
                families.put(List.copyOf(head), samples);
            }
        }
        families.values().forEach(Collections::sort);
        return families;
    }

    private static String sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (line.startsWith("#") || !sample.matches()) {
            return line;
        }
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(sample.group(2));
        int end = 0;
        while (label.find()) {
            assertThat(label.start()).isEqualTo(end);
            end = label.end();
            labels.put(label.group(1), label.group(2));
        }
        assertThat(end).isEqualTo(sample.group(2).length());
        return sample.group(1) + labels + Double.parseDouble(sample.group(3));
    }
}
