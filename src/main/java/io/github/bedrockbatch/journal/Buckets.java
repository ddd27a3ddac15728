package io.github.bedrockbatch.journal;

import java.time.Duration;
import java.util.List;

/** The upper bounds of a histogram's classic buckets, in seconds. */
public record Buckets(List<Long> upperBounds) {
    /** 1 min to 168 h, which is the longest that a job may take: for durations of jobs. */
    public static final Buckets JOB = new Buckets(List.of(
            60L, 300L, 900L, 1_800L, 3_600L, 7_200L, 14_400L, 28_800L, 43_200L, 86_400L, 172_800L, 259_200L, 432_000L,
            604_800L));

    /** 1 s to 1 h: for delays of detection. */
    public static final Buckets DETECTION =
            new Buckets(List.of(1L, 2L, 5L, 10L, 20L, 30L, 60L, 120L, 300L, 600L, 1_800L, 3_600L));

    public Buckets {
        upperBounds = List.copyOf(upperBounds);
    }

    /** Returns the index of the first bucket that holds the duration; the number of bounds for the one up to infinity. */
    public int indexOf(Duration duration) {
        int index = 0;
        while (index < upperBounds.size() && duration.compareTo(Duration.ofSeconds(upperBounds.get(index))) > 0) {
            index++;
        }
        return index;
    }
}
