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
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the newest entries of the journal that a filter matches. Those of one status, or of one account and region, come out of an index in
 * order. So each is asked for by a statement of its own, and the newest of all are kept: no statement puts the whole journal in order.
 */
final class LatestEntries {
    private static final int MAX_ARNS = 500;
    /** How many words are found that AWS may add to its statuses. */
    private static final int MAX_UNKNOWN_WORDS = 50;

    private final Database database;
    private final EntryFilter filter;

    LatestEntries(Database database, EntryFilter filter) {
        this.database = database;
        this.filter = filter;
    }

    /** Returns at most {@code limit} entries with lower numbers, newest first. */
    List<JournalEntry> before(long number, int limit) throws SQLException {
        List<JournalEntry> newest = new ArrayList<>();
        for (Selection selection : selections()) {
            newest.addAll(selection.read(database, number, Math.max(0, limit)));
            newest.sort(comparingLong(JournalEntry::number).reversed());
            newest = new ArrayList<>(newest.subList(0, Math.clamp(limit, 0, newest.size())));
        }
        return List.copyOf(newest);
    }

    /** Returns what each statement reads. No entry is read by two. */
    private List<Selection> selections() throws SQLException {
        List<String> arns = filter.arns().stream().map(JobArn::value).toList();
        List<String> words = words();
        boolean only = filter.onlyTransitions() && filter.to().isEmpty();
        if (!filter.to().isEmpty() && words.isEmpty()) {
            return List.of();
        }
        if (!arns.isEmpty()) {
            return IntStream.iterate(0, from -> from < arns.size(), from -> from + MAX_ARNS)
                    .mapToObj(from -> arns.subList(from, Math.min(arns.size(), from + MAX_ARNS)))
                    .map(some -> new Selection(some, words, filter.accountIds(), filter.regions(), only))
                    .toList();
        }
        if (!words.isEmpty()) {
            return words.stream()
                    .map(List::of)
                    .map(word -> new Selection(arns, word, filter.accountIds(), filter.regions(), only))
                    .toList();
        }
        return each(filter.accountIds())
                .flatMap(account ->
                        each(filter.regions()).map(region -> new Selection(arns, words, account, region, only)))
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
        String last = "";
        for (int look = 0; look < looks && last != null; look++) {
            last = database
                    .query(
                            "SELECT to_status FROM journal WHERE to_status > ? ORDER BY to_status LIMIT 1",
                            row -> row.getString("to_status"),
                            last)
                    .stream()
                    .findFirst()
                    .orElse(null);
            if (last != null && JobStatus.of(last) instanceof Unknown) {
                unknown.add(last);
            }
        }
        return unknown;
    }

    /**
     * What one statement reads. What is empty does not matter.
     *
     * @param onlyTransitions whether other entries are left out
     */
    private record Selection(
            List<String> arns,
            List<String> words,
            Collection<String> accounts,
            Collection<String> regions,
            boolean onlyTransitions) {
        List<JournalEntry> read(Database database, long before, int limit) throws SQLException {
            StringBuilder sql = new StringBuilder("SELECT number, event FROM journal WHERE number < ?");
            List<Object> arguments = new ArrayList<>(List.of(before));
            require(sql, arguments, "arn", arns);
            // An index of several values has their entries in another order, and that of the job has fewer than all
            // others.
            boolean byJob = !arns.isEmpty();
            require(sql, arguments, byJob || words.size() > 1 ? "to_status || ''" : "to_status", words);
            require(sql, arguments, byJob || accounts.size() > 1 ? "account_id || ''" : "account_id", accounts);
            require(sql, arguments, byJob || regions.size() > 1 ? "region || ''" : "region", regions);
            if (onlyTransitions) {
                sql.append(" AND to_status IS NOT NULL");
            }
            arguments.add(limit);
            // Few entries are of some jobs, but they may be old: they are put in order, instead of being looked for
            // from the newest on.
            sql.append(arns.size() > 1 ? " ORDER BY number + 0 DESC LIMIT ?" : " ORDER BY number DESC LIMIT ?");
            return database.query(sql.toString(), JdbcJournal::entry, arguments.toArray());
        }

        private static void require(
                StringBuilder sql, List<Object> arguments, String expression, Collection<String> values) {
            if (!values.isEmpty()) {
                sql.append(" AND ").append(expression);
                sql.append(values.size() == 1 ? " = ?" : " IN (" + questionMarks(values.size()) + ")");
                arguments.addAll(values);
            }
        }

        private static String questionMarks(int count) {
            return String.join(", ", Collections.nCopies(count, "?"));
        }
    }
}
