package io.github.bedrockbatch.job;

import org.jspecify.annotations.Nullable;

/** The numbers of a job's records, in total and by result. A number is null where AWS sent none, which is not the same as 0. */
public record RecordCounts(
        @Nullable Long total,
        @Nullable Long processed,
        @Nullable Long success,
        @Nullable Long error) {
    /** Of a response that carries no count at all. */
    public static final RecordCounts NONE = new RecordCounts(null, null, null, null);

    /** Returns how many records were processed, which AWS may tell by how they fared alone; null if it tells neither. */
    public @Nullable Long done() {
        return processed != null || success == null || error == null ? processed : (Long) (success + error);
    }

    /** Returns whether all four counts are absent. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
