package io.github.bedrockbatch.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Every job that is known: those of the fleet as their time comes, and those that were created. */
final class JobBook {
    private final Fleet fleet;
    private final long[] next;
    private final Map<String, SimulatedJob> jobs = new LinkedHashMap<>();

    JobBook(Fleet fleet) {
        this.fleet = fleet;
        this.next = new long[fleet.arrivals().size()];
    }

    /** The jobs that exist at an instant, in no particular order. */
    synchronized List<SimulatedJob> jobs(Instant now, Predicate<SimulatedJob> wanted) {
        advance(now);
        return jobs.values().stream()
                .filter(job -> job.existsAt(now))
                .filter(wanted)
                .toList();
    }

    synchronized Optional<SimulatedJob> find(Instant now, String arn) {
        advance(now);
        return Optional.ofNullable(jobs.get(arn)).filter(job -> job.existsAt(now));
    }

    /** Adds a job, or answers the one that stands in its way. */
    synchronized Optional<SimulatedJob> addUnless(Instant now, Predicate<SimulatedJob> inTheWay, JobScript script) {
        Optional<SimulatedJob> other = jobs(now, inTheWay).stream().findFirst();
        if (other.isEmpty()) {
            add(script);
        }
        return other;
    }

    synchronized void add(JobScript script) {
        SimulatedJob job = SimulatedJob.of(script);
        jobs.put(job.arn(), job);
    }

    /** Replaces a job, if it is there. */
    synchronized void change(String arn, UnaryOperator<SimulatedJob> change) {
        jobs.computeIfPresent(arn, (key, job) -> change.apply(job));
    }

    private void advance(Instant now) {
        Instant oldest = now.minus(fleet.keep());
        for (int i = 0; i < next.length; i++) {
            advance(i, fleet.arrivals().get(i), oldest, now);
        }
        List<String> forgotten = new ArrayList<>();
        jobs.forEach((arn, job) -> {
            if (job.ended().isBefore(oldest)) {
                forgotten.add(arn);
            }
        });
        forgotten.forEach(jobs::remove);
    }

    private void advance(int series, Arrivals arrivals, Instant oldest, Instant now) {
        while (next[series] < arrivals.count()
                && !arrivals.submitted(next[series]).isAfter(now)) {
            if (!arrivals.ended(next[series]).isBefore(oldest)) {
                add(arrivals.job(next[series]));
            }
            next[series]++;
        }
    }
}
