package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.RecordCounts;
import org.jspecify.annotations.Nullable;

/**
 * How far a job's records have come.
 *
 * @param text such as {@code 50 of 100}
 * @param percent of the records that were processed; null where it cannot be told
 * @param success the part of the bar for those that succeeded, from 0 to 1,000
 * @param error the part for those that did not
 * @param errorShare the share of errors in what was processed; null where it cannot be told
 * @param failing whether there are errors
 */
public record RecordBar(
        String text,
        @Nullable String percent,
        int success,
        int error,
        @Nullable String errorShare,
        boolean failing) {
    /** The length of a whole bar. */
    public static final int LENGTH = 1000;

    /** Returns the bar of some counts; null if AWS has sent none that a bar can be made of. */
    static @Nullable RecordBar of(RecordCounts counts) {
        Long total = counts.total();
        Long processed = counts.done();
        if (total == null || total <= 0) {
            return processed == null || processed == 0
                    ? null
                    : new RecordBar(Phrases.number(processed), null, 0, 0, share(counts, processed), failing(counts));
        }
        long done = processed == null ? 0 : processed;
        long errors = counts.error() == null ? 0 : counts.error();
        int errorPart = part(errors, total);
        int donePart = Math.max(part(done, total), errorPart);
        return new RecordBar(
                Phrases.number(done) + " of " + Phrases.number(total),
                Phrases.percent(done, total),
                donePart - errorPart,
                errorPart,
                share(counts, done),
                errors > 0);
    }

    private static boolean failing(RecordCounts counts) {
        return counts.error() != null && counts.error() > 0;
    }

    private static @Nullable String share(RecordCounts counts, long processed) {
        return counts.error() == null || processed <= 0 ? null : Phrases.percent(counts.error(), processed);
    }

    /** Returns a part of a bar. What is not nothing can be seen. */
    private static int part(long count, long total) {
        double share = LENGTH * (double) Math.clamp(count, 0, total) / total;
        return count > 0 ? Math.max(1, (int) share) : 0;
    }
}
