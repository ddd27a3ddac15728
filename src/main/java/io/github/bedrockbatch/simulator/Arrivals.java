package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A series of equal jobs, one after the other.
 *
 * @param template the first one; those of a longer series have a number behind their name
 * @param every the time from one to the next
 * @param count how many; {@link Long#MAX_VALUE}: without end
 */
public record Arrivals(JobScript template, Duration every, long count) {

    public Arrivals {
        if (count < 1) {
            throw new IllegalArgumentException(count + ": count must be 1 or more");
        }
        if (count == Long.MAX_VALUE && every.toMillis() < 1) {
            throw new IllegalArgumentException(every + ": jobs without end must be at least 1 ms apart");
        }
    }

    static Arrivals once(JobScript script) {
        return new Arrivals(script, Duration.ZERO, 1);
    }

    static Arrivals forever(JobScript template, Duration every) {
        return new Arrivals(template, every, Long.MAX_VALUE);
    }

    Instant submitted(long n) {
        return template.submitted().plus(every.multipliedBy(n));
    }

    JobScript job(long n) {
        return count == 1 ? template : template.repeated(n + 1, every.multipliedBy(n));
    }

    /** The jobs that were submitted by an instant. */
    Stream<JobScript> until(Instant now) {
        return LongStream.iterate(0, n -> n < count && !submitted(n).isAfter(now), n -> n + 1)
                .mapToObj(this::job);
    }

    /** When a job ends that nobody stops. */
    Instant ended(long n) {
        Instant ofFirst = Timeline.of(template).steps().getLast().at();
        return ofFirst.plus(every.multipliedBy(n));
    }
}
