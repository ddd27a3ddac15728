package io.github.bedrockbatch.web.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a job.
 *
 * @param note what is odd about the job; null if nothing is
 * @param outlook when its records would be done; null where that cannot be told
 * @param late whether that is after it expires
 * @param reason why it is as it is
 * @param records null where AWS has sent no counts
 * @param counts of records and tokens
 * @param times of the job
 * @param identity what it is and where its data are
 * @param steps null where the journal could not be read
 */
public record JobPage(
        Frame frame,
        String name,
        String id,
        StatusBadge status,
        AccountName account,
        String region,
        String model,
        @Nullable String note,
        @Nullable String outlook,
        boolean late,
        Reason reason,
        @Nullable RecordBar records,
        List<Fact> counts,
        List<TimeFact> times,
        List<Fact> identity,
        @Nullable List<Fact> tags,
        @Nullable List<Step> steps,
        List<Command> commands,
        JobLinks links) {
    /** A time with its name. */
    public record TimeFact(String name, Moment at) {}

    /** A text to be copied, with its name. */
    public record Command(String name, String text) {}

    /**
     * Why a job is as it is.
     *
     * @param text null if there is none, or it is not told
     * @param hidden whether the configuration keeps it back
     * @param missing whether the job failed and AWS told no reason
     */
    public record Reason(@Nullable String text, boolean hidden, boolean missing) {}

    public JobPage {
        counts = List.copyOf(counts);
        times = List.copyOf(times);
        identity = List.copyOf(identity);
        tags = tags == null ? null : List.copyOf(tags);
        steps = steps == null ? null : List.copyOf(steps);
        commands = List.copyOf(commands);
    }
}
