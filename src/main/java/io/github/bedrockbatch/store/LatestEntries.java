package io.github.bedrockbatch.store;

import static java.util.Comparator.comparingLong;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the newest entries of the journal that a filter matches. Those of one status, account and region come out of an index in order. So each
 * combination is read by statements of its own, a few entries at a time, and the newest of all are kept: no statement puts the whole journal in
 * order, and at most twice as many entries are read as are returned, and one for each combination.
 */
final class LatestEntries {
    private static final int MAX_ARNS = 512;
    /** How many words are found that AWS may add to its statuses. */
    private static final int MAX_UNKNOWN_WORDS = 50;

    private final Database database;
    private final EntryFilter filter;
    private final boolean statusAsRange;

    /** @param statusAsRange whether the database is to be asked for entries of a status as {@link Dialect#asksForStatusAsRange} says */
    LatestEntries(Database database, EntryFilter filter, boolean statusAsRange) {
        this.database = database;
        this.filter = filter;
        this.statusAsRange = statusAsRange;
    }

    /** Returns at most {@code limit} entries with lower numbers, newest first. */
    List<JournalEntry> before(long number, int limit) throws SQLException {
        List<EntrySelection> selections = limit > 0 ? selections() : List.of();
        PriorityQueue<EntryRun> runs =
                new PriorityQueue<>(comparingLong(EntryRun::newest).reversed());
        for (EntrySelection selection : selections) {
            EntryRun run = new EntryRun(database, selection, number, Math.ceilDiv(limit, selections.size()));
            if (run.hasMore()) {
                runs.add(run);
            }
        }
        return newest(runs, limit);
    }

    private static List<JournalEntry> newest(PriorityQueue<EntryRun> runs, int limit) throws SQLException {
        List<JournalEntry> newest = new ArrayList<>();
        for (EntryRun run = runs.poll(); run != null; run = runs.poll()) {
            newest.add(run.take());
            if (newest.size() == limit) {
                break;
            }
            if (run.hasMore()) {
                runs.add(run);
            }
        }
        return List.copyOf(newest);
    }

    /** Returns what the statements read. No entry is read by two. */
    private List<EntrySelection> selections() throws SQLException {
        List<String> words = words();
        boolean only = filter.onlyTransitions() && filter.to().isEmpty();
        if (!filter.to().isEmpty() && words.isEmpty()) {
            return List.of();
        }
        if (!filter.arns().isEmpty()) {
            List<String> arns = arns();
            return IntStream.iterate(0, from -> from < arns.size(), from -> from + MAX_ARNS)
                    .mapToObj(from -> arns.subList(from, Math.min(arns.size(), from + MAX_ARNS)))
                    .map(some -> EntrySelection.ofJobs(some, words, only))
                    .toList();
        }
        return each(words)
                .flatMap(word -> each(filter.accountIds())
                        .flatMap(account -> each(filter.regions())
                                .map(region -> EntrySelection.ofTarget(word, account, region, only))))
                .map(selection -> statusAsRange ? selection.withStatusAsRange() : selection)
                .toList();
    }

    /** An ARN has the account and the region of its entries. */
    private List<String> arns() {
        return filter.arns().stream()
                .filter(arn ->
                        filter.accountIds().isEmpty() || filter.accountIds().contains(arn.accountId()))
                .filter(arn -> filter.regions().isEmpty() || filter.regions().contains(arn.region()))
                .map(JobArn::value)
                .toList();
    }

    private static Stream<List<String>> each(Collection<String> values) {
        return values.isEmpty() ? Stream.of(List.of()) : values.stream().map(List::of);
    }

    /** Returns the words of the statuses. Those that no program knew are found in the journal. */
    private List<String> words() throws SQLException {
        List<String> words = new ArrayList<>();
        for (String label : filter.to()) {
            if (label.equals(Unknown.LABEL)) {
                words.addAll(unknownWords());
            } else {
                words.add(label);
            }
        }
        return words;
    }

    /** Returns them by a look into the index for each word, known or not. */
    private List<String> unknownWords() throws SQLException {
        List<String> unknown = new ArrayList<>();
        int looks = MAX_UNKNOWN_WORDS + Known.values().length;
        String last = wordAfter("");
        for (int look = 1; look <= looks && last != null; look++) {
            if (JobStatus.of(last) instanceof Unknown) {
                unknown.add(last);
            }
            last = wordAfter(last);
        }
        return unknown;
    }

    private @Nullable String wordAfter(String word) throws SQLException {
        return database
                .query(
                        "SELECT to_status FROM journal WHERE to_status > ? ORDER BY to_status LIMIT 1",
                        row -> row.getString("to_status"),
                        word)
                .stream()
                .findFirst()
                .orElse(null);
    }
}
