package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.web.page.JobPage.TimeFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what is known of a job. What is not known is left out. */
final class JobFacts {
    private JobFacts() {}

    /** Returns what it is and where its data are. */
    static List<Fact> identity(JobSnapshot job, @Nullable TrackedJob row) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "ARN", job.arn().value());
        add(facts, "Model", job.modelId().isEmpty() ? null : job.modelId());
        add(facts, "Invocation type", job.modelInvocationType());
        add(facts, "Watched because it was", row == null ? null : row.origin().label());
        add(facts, "Timeout", hours(job.timeoutDurationInHours()));
        InputDataConfig input = job.inputDataConfig();
        add(facts, "Input", input == null ? null : input.s3Uri());
        OutputDataConfig output = job.outputDataConfig();
        add(facts, "Output", output == null ? null : output.s3Uri());
        add(facts, "Service role", job.roleArn());
        return facts;
    }

    private static @Nullable String hours(@Nullable Integer hours) {
        return hours == null ? null : Phrases.number(hours, "hour");
    }

    private static void add(List<Fact> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(name, Quoted.visible(value)));
        }
    }

    /** Returns how many records and tokens it has. */
    static List<Fact> counts(RecordCounts records, @Nullable ManifestState manifest) {
        List<Fact> facts = new ArrayList<>();
        addCount(facts, "Records", records.total());
        addCount(facts, "Processed", records.processed());
        addCount(facts, "Succeeded", records.success());
        addCount(facts, "Errors", records.error());
        if (manifest instanceof ManifestState.Read(TokenCounts tokens)) {
            addCount(facts, "Input tokens", tokens.input());
            addCount(facts, "Output tokens", tokens.output());
            addCount(facts, "Cache read tokens", tokens.cacheRead());
            addCount(facts, "Cache write tokens", tokens.cacheWrite());
        }
        return facts;
    }

    private static void addCount(List<Fact> facts, String name, @Nullable Long count) {
        if (count != null) {
            facts.add(new Fact(name, Phrases.number(count)));
        }
    }

    /** Returns its times, in their usual order. */
    static List<TimeFact> times(JobSnapshot job, @Nullable TrackedJob row, Instant now) {
        List<TimeFact> times = new ArrayList<>();
        addTime(times, "Submitted", job.submitTime(), now);
        addTime(times, "Began to run", row == null ? null : row.job().startedAt(), now);
        addTime(times, "Last modified", job.lastModifiedTime(), now);
        addTime(times, "Ended", row == null ? null : row.job().endedAt(), now);
        boolean ended = job.status().isTerminal();
        addTime(times, "Expires", ended ? null : job.jobExpirationTime(), now);
        return times;
    }

    private static void addTime(List<TimeFact> times, String name, @Nullable Instant at, Instant now) {
        if (at != null) {
            times.add(new TimeFact(name, Moment.of(at, now)));
        }
    }

    /** Returns its tags by key; null while they are not known. */
    static @Nullable List<Fact> tags(@Nullable JobTags tags) {
        if (tags == null) {
            return null;
        }
        List<Fact> facts = new ArrayList<>();
        new TreeMap<>(tags.values())
                .forEach((key, value) -> facts.add(new Fact(Quoted.visible(key), Quoted.visible(value))));
        return facts;
    }
}
