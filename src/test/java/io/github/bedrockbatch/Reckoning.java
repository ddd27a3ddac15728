package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.label;
import static io.github.bedrockbatch.Evidence.sum;
import static io.github.bedrockbatch.Evidence.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.EventTotals;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.Models;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.simulator.RecordProgress;
import io.github.bedrockbatch.simulator.SimulatedJob;
import io.github.bedrockbatch.simulator.Timeline.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Compares what daemons counted, told and kept with each other and with what truly happened, once all has settled. */
record Reckoning(SimulatedAws aws, Duration skew, Scrapes scrapes, Chronicle chronicle) {
    static final String TOKENS = "bedrock_batch_processed_tokens_total";
    private static final String TRANSITIONS = "bedrock_batch_job_transitions_total";
    private static final String DURATION = "bedrock_batch_job_duration_seconds";
    private static final String QUEUE = "bedrock_batch_job_queue_duration_seconds";
    private static final String DETECTION = "bedrock_batch_job_detection_delay_seconds";
    private static final String ENDED = "bedrock_batch_jobs_ended_total";
    private static final String ACTIVE = "bedrock_batch_active_jobs";
    private static final String RECORDS = "bedrock_batch_processed_records_total";

    /** Holds that all of it agrees, and closes the store. */
    void settle(JobStore store) {
        aws.regions().forEach(region -> {
            countsWhatIsTrue(region);
            countsEachModelForItself(region);
            countsWhatItTells(region);
        });
        aws.jobs().forEach(job -> {
            tellsOneWayToTheEnd(job);
            tellsAllThatCouldBeSeen(job);
            tellsTheFinalCounts(job);
            tellsTheTokens(job);
        });
        keepsEachEntryAndJobOnce(store);
    }

    private void countsWhatIsTrue(String region) {
        assertThat(Evidence.countedEnds(scrapes.last(), region)).isEqualTo(aws.ends(region));
        for (String status : Evidence.TERMINAL) {
            List<SimulatedJob> jobs = jobs(region)
                    .filter(job -> last(job).status().equals(status))
                    .toList();
            DoubleStream lengths = jobs.stream()
                    .mapToDouble(job -> seconds(job.submitted(), last(job).at()));
            assertThat(counted(DURATION + "_count", region, label("status", status)))
                    .isEqualTo(jobs.size());
            assertThat(counted(DURATION + "_sum", region, label("status", status)))
                    .isCloseTo(lengths.sum(), within(0.001));
        }
        assertSum(
                region,
                RECORDS,
                label("result", "success"),
                job -> finalCounts(job).success());
        assertSum(
                region,
                RECORDS,
                label("result", "error"),
                job -> finalCounts(job).error());
        assertSum(region, TOKENS, label("type", "input"), SimulatedS3::input);
        assertSum(region, TOKENS, label("type", "output"), SimulatedS3::output);
        assertSum(region, TOKENS, label("type", "cache_read"), SimulatedS3::cacheRead);
        assertSum(region, TOKENS, label("type", "cache_write"), SimulatedS3::cacheWrite);
        assertThat(counted(ACTIVE, region)).isZero();
    }

    /** What a program counted that knew no models is in the sums alone. */
    private void countsEachModelForItself(String region) {
        boolean allByModel = counted(ENDED, region, label("model_id", Models.UNKNOWN)) == 0;
        for (String status : Evidence.TERMINAL) {
            List<SimulatedJob> ended = jobs(region)
                    .filter(job -> last(job).status().equals(status))
                    .toList();
            assertThat(counted(ENDED, region, label("status", status))).isEqualTo(ended.size());
            for (String model : allByModel ? SimulatedAws.MODELS : List.<String>of()) {
                List<SimulatedJob> own = ended.stream()
                        .filter(job -> job.script().request().modelId().equals(model))
                        .toList();
                assertThat(counted(ENDED, region, ofModel(model), label("status", status)))
                        .as("%s %s", model, status)
                        .isEqualTo(own.size());
                assertThat(counted(DURATION + "_sum", region, ofModel(model), label("status", status)))
                        .isCloseTo(
                                own.stream()
                                        .mapToDouble(job -> seconds(
                                                job.submitted(), last(job).at()))
                                        .sum(),
                                within(0.001));
            }
        }
        for (String model : SimulatedAws.MODELS) {
            double success = jobs(region)
                    .filter(job -> job.script().request().modelId().equals(model))
                    .mapToLong(job -> finalCounts(job).success())
                    .sum();
            assertThat(counted(RECORDS, region, ofModel(model), label("result", "success")))
                    .as(model)
                    .isEqualTo(success);
        }
    }

    /** The end of the label {@code model_id}, whose value is an ARN. */
    private static String ofModel(String model) {
        return "foundation-model/" + model + '"';
    }

    private void assertSum(String region, String metric, String label, ToLongFunction<SimulatedJob> truth) {
        double sum = jobs(region).mapToLong(truth).sum();
        assertThat(counted(metric, region, label)).as("%s{%s}", metric, label).isEqualTo(sum);
    }

    private void countsWhatItTells(String region) {
        List<JsonNode> told = chronicle.transitions().stream()
                .filter(event -> text(event, "region").equals(region))
                .toList();
        Map<Set<String>, Long> pairs = told.stream()
                .collect(Collectors.groupingBy(
                        event -> Set.of(label("from", text(event, "from")), label("to", text(event, "to"))),
                        Collectors.counting()));
        pairs.forEach((pair, count) -> assertThat(counted(TRANSITIONS, region, pair.toArray(String[]::new)))
                .as("%s", pair)
                .isEqualTo(count.doubleValue()));
        assertThat(counted(TRANSITIONS, region)).isEqualTo(told.size());
        assertThat(counted(DETECTION + "_count", region)).isEqualTo(told.size());
        List<JsonNode> begun = told.stream()
                .filter(event -> text(event, "to").equals("InProgress"))
                .toList();
        assertThat(counted(QUEUE + "_count", region)).isEqualTo(begun.size());
        assertThat(counted(QUEUE + "_sum", region))
                .isCloseTo(
                        begun.stream()
                                .mapToDouble(
                                        event -> seconds(time(event, "submit_time"), time(event, "last_modified_time")))
                                .sum(),
                        within(0.001));
    }

    /** Each transition begins where the one before it ended, at the moment at which the job truly changed. */
    private void tellsOneWayToTheEnd(SimulatedJob job) {
        String status = "Submitted";
        for (JsonNode event : chronicle.transitions(job.id())) {
            assertThat(text(event, "from")).as("%s", event).isEqualTo(status);
            status = text(event, "to");
            assertThat(job.timeline().steps())
                    .as("%s", event)
                    .contains(new Step(status, time(event, "last_modified_time")));
        }
        assertThat(status).isEqualTo(last(job).status());
    }

    /** A status that a job had during a whole look at its region is told. */
    private void tellsAllThatCouldBeSeen(SimulatedJob job) {
        List<Step> steps = job.timeline().steps();
        List<String> told = chronicle.transitions(job.id()).stream()
                .map(event -> text(event, "to"))
                .toList();
        for (int i = 1; i < steps.size(); i++) {
            Instant begin = steps.get(i).at().plus(skew);
            Instant end = i + 1 < steps.size() ? steps.get(i + 1).at().plus(skew) : Instant.MAX;
            if (scrapes.lookedAt(job.script().region(), begin, end)) {
                assertThat(told)
                        .as("%s of %s", steps.get(i), job)
                        .contains(steps.get(i).status());
            }
        }
    }

    private void tellsTheFinalCounts(SimulatedJob job) {
        RecordProgress truth = finalCounts(job);
        assertThat(chronicle.settled(job.id())).singleElement().satisfies(event -> {
            assertThat(text(event, "status")).isEqualTo(last(job).status());
            assertThat(event.path("success_records").asLong()).isEqualTo(truth.success());
            assertThat(event.path("error_records").asLong()).isEqualTo(truth.error());
        });
    }

    private void tellsTheTokens(SimulatedJob job) {
        assertThat(chronicle.manifests(job.id())).singleElement().satisfies(event -> {
            assertThat(text(event, "manifest_id")).matches("[0-9a-f]{32}");
            assertThat(text(event, "job_arn")).isEqualTo(job.arn());
            assertThat(text(event, "status")).isEqualTo(last(job).status());
            assertThat(time(event, "last_modified_time")).isEqualTo(last(job).at());
            assertThat(event.path("input_tokens").asLong()).isEqualTo(SimulatedS3.input(job));
            assertThat(event.path("output_tokens").asLong()).isEqualTo(SimulatedS3.output(job));
        });
    }

    private void keepsEachEntryAndJobOnce(JobStore store) {
        try (store) {
            store.open();
            List<JournalEntry> entries = store.read(0, Integer.MAX_VALUE);
            assertThat(entries)
                    .extracting(JournalEntry::number)
                    .isEqualTo(LongStream.rangeClosed(1, entries.size()).boxed().toList());
            Map<Total.Key, Long> sum = new HashMap<>();
            entries.forEach(
                    entry -> EventTotals.of(entry.event()).forEach((key, amount) -> sum.merge(key, amount, Long::sum)));
            assertThat(withoutModel(store.changesSince(0).totals())).isEqualTo(withoutModel(sum));
            assertThat(chronicle.size()).isEqualTo(entries.size());
            aws.regions().forEach(region -> keepsEachJobOnce(store, region));
        }
    }

    /**
     * Adds up the totals of all models, because a program that knew none counted under no model, and leaves out those of 0, which say
     * that a model was seen.
     */
    private static Map<Total.Key, Long> withoutModel(Map<Total.Key, Long> totals) {
        Map<Total.Key, Long> sums = new HashMap<>();
        totals.forEach((key, amount) ->
                sums.merge(new Total.Key(key.total(), key.target(), "", key.first(), key.second()), amount, Long::sum));
        sums.values().removeIf(amount -> amount == 0);
        return sums;
    }

    private void keepsEachJobOnce(JobStore store, String region) {
        TargetState state = store.load(
                new Target(SimulatedAws.ACCOUNT, region),
                jobs(region).map(job -> JobArn.parse(job.arn())).toList());
        assertThat(state.jobs().keySet()).noneMatch(state.tombstones()::containsKey);
        assertThat(state.jobs().size() + state.tombstones().size())
                .isEqualTo((int) jobs(region).count());
        System.out.println(region + ": " + state.tombstones().size() + " of "
                + jobs(region).count() + " jobs pruned");
    }

    private Stream<SimulatedJob> jobs(String region) {
        return aws.jobs().stream().filter(job -> job.script().region().equals(region));
    }

    private static RecordProgress finalCounts(SimulatedJob job) {
        return job.progress(last(job).at());
    }

    private double counted(String metric, String region, String... labels) {
        String[] all = Stream.concat(Stream.of(label("region", region)), Stream.of(labels))
                .toArray(String[]::new);
        return sum(scrapes.last(), metric, all);
    }

    private static Step last(SimulatedJob job) {
        return job.timeline().steps().getLast();
    }

    private static Instant time(JsonNode event, String field) {
        return Instant.parse(text(event, field));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
