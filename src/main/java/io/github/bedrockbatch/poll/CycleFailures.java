package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.source.ErrorCodes;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What failed in a cycle, by cause, in an order that does not depend on the order of the requests. */
final class CycleFailures {
    private static final int MAX_TOLD = 3;

    private final SortedMap<String, SortedSet<JobArn>> jobsByCause = new TreeMap<>();
    private final SortedSet<String> codes = new TreeSet<>();

    /** Takes a cause that AWS has no code for. */
    void add(String cause, Collection<JobArn> jobs) {
        add(ErrorCodes.OTHER, cause, jobs);
    }

    /** Takes a cause with the jobs that it concerns; none where it concerns the whole cycle. */
    void add(String code, String cause, Collection<JobArn> jobs) {
        codes.add(ErrorCodes.bounded(code));
        jobsByCause.computeIfAbsent(cause, first -> new TreeSet<>()).addAll(jobs);
    }

    boolean isEmpty() {
        return jobsByCause.isEmpty();
    }

    List<String> causes() {
        return List.copyOf(jobsByCause.keySet());
    }

    /** Returns the codes of the causes, each one of {@link ErrorCodes}. */
    Set<String> codes() {
        return Set.copyOf(codes);
    }

    /** Returns the first causes with the number of jobs and one of them, for people. */
    @Override
    public String toString() {
        String told = jobsByCause.entrySet().stream()
                .limit(MAX_TOLD)
                .map(entry -> jobs(entry.getValue()) + entry.getKey())
                .collect(Collectors.joining("; "));
        int more = jobsByCause.size() - MAX_TOLD;
        return more > 0 ? told + "; and " + more + " more causes" : told;
    }

    private static String jobs(SortedSet<JobArn> jobs) {
        return switch (jobs.size()) {
            case 0 -> "";
            case 1 -> jobs.first() + ": ";
            default -> jobs.first() + " and " + (jobs.size() - 1) + " more: ";
        };
    }
}
