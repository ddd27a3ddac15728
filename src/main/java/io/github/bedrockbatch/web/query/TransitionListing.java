package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists transitions, newest first. It reads no more entries of the journal than a page has, and one. */
public final class TransitionListing {
    private final Reader journal;

    /** @param journal may throw what a store throws */
    public TransitionListing(Reader journal) {
        this.journal = journal;
    }

    /** Reads the journal. */
    @FunctionalInterface
    public interface Reader {
        /** Reads the newest entries that a filter matches, newest first: those with a number below one, at most {@code limit}. */
        List<JournalEntry> latest(EntryFilter filter, long before, int limit);
    }

    /**
     * Returns the page of those transitions that a filter matches.
     *
     * @param targets those that may have jobs, among which ids of jobs are looked for
     * @throws io.github.bedrockbatch.journal.StoreException if the journal cannot be read
     */
    public Page<JournalEntry> page(
            TransitionFilter filter, Collection<Target> targets, PageRequest<EntryCursor> request) {
        Set<JobArn> arns = arns(filter, targets);
        if (arns.isEmpty() && !filter.jobIds().isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        EntryFilter entries = new EntryFilter(arns, filter.accountIds(), filter.regions(), filter.to(), true);
        long before = request.after() == null ? Long.MAX_VALUE : request.after().number();
        List<JournalEntry> read = journal.latest(entries, before, request.limit() + 1);
        if (read.size() <= request.limit()) {
            return new Page<>(read, Optional.empty());
        }
        List<JournalEntry> items = read.subList(0, request.limit());
        return new Page<>(items, Optional.of(new EntryCursor(items.getLast().number()).text()));
    }

    /** The journal finds a job by its ARN alone. */
    private static Set<JobArn> arns(TransitionFilter filter, Collection<Target> targets) {
        return targets.stream()
                .filter(filter::matches)
                .flatMap(target -> filter.jobIds().stream().map(id -> JobArn.of(target, id)))
                .collect(Collectors.toSet());
    }
}
