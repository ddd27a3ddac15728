package io.github.bedrockbatch.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the journal that one statement reads, newest first. Statements stay prepared for as long as a connection is open, so there are few
 * texts of them, however many values are asked for.
 *
 * @param status their status, unless it is one of several or does not matter: then null
 * @param statusAsRange whether an index is read from a status and a number on, until another status begins
 * @param condition what else they have in common, which begins with AND unless it is empty
 * @param arguments of the condition
 * @param order the numbers, by an index or not
 */
record EntrySelection(
        @Nullable String status, boolean statusAsRange, String condition, List<String> arguments, String order) {
    /**
     * An entry whose event is not yet parsed.
     *
     * @param event as JSON
     */
    record Row(long number, String event) {}

    /**
     * Selects entries of one status, one account and one region. What is empty does not matter.
     *
     * @param onlyTransitions whether other entries are left out
     */
    static EntrySelection ofTarget(
            List<String> word, List<String> account, List<String> region, boolean onlyTransitions) {
        List<String> arguments = new ArrayList<>();
        String condition = required("account_id", account, arguments)
                + required("region", region, arguments)
                + transitions(onlyTransitions);
        String status = word.isEmpty() ? null : word.getFirst();
        return new EntrySelection(status, false, condition, List.copyOf(arguments), "number");
    }

    /**
     * Selects entries of some jobs, and of any of the statuses if there are some. Few entries are of some jobs, but they may be old: they are put
     * in order, instead of being looked for from the newest on.
     *
     * @param onlyTransitions whether other entries are left out
     */
    static EntrySelection ofJobs(List<String> arns, List<String> words, boolean onlyTransitions) {
        List<String> arguments = new ArrayList<>();
        // A job has fewer entries than a status, whose index is not to be used.
        String condition = required("arn", arns, arguments)
                + required("to_status || ''", words, arguments)
                + transitions(onlyTransitions);
        String order = arns.size() > 1 ? "number + 0" : "number";
        return new EntrySelection(null, false, condition, List.copyOf(arguments), order);
    }

    /**
     * Returns these entries, to be read as a range of an index if they are of one status. PostgreSQL orders by no column that must equal a
     * value, and then may find the order of the numbers alone in the primary key. The order of a range is in the indexes of the status only.
     */
    EntrySelection withStatusAsRange() {
        return new EntrySelection(status, status != null, condition, arguments, order);
    }

    private static String transitions(boolean only) {
        return only ? " AND to_status IS NOT NULL" : "";
    }

    /** Returns a condition. The last of several values is repeated up to a power of two. */
    private static String required(String expression, List<String> values, List<String> arguments) {
        if (values.isEmpty()) {
            return "";
        }
        int count = values.size() == 1 ? 1 : Integer.highestOneBit(values.size() - 1) << 1;
        arguments.addAll(values);
        arguments.addAll(Collections.nCopies(count - values.size(), values.getLast()));
        return " AND " + expression
                + (count == 1 ? " = ?" : " IN (" + String.join(", ", Collections.nCopies(count, "?")) + ")");
    }

    /** Reads at most {@code limit} entries with lower numbers. */
    List<Row> read(Database database, long before, int limit) throws SQLException {
        List<Object> all = new ArrayList<>(place(before));
        all.addAll(arguments);
        all.add(limit);
        return database.query(
                "SELECT number, event FROM journal WHERE " + place() + condition + " ORDER BY "
                        + (statusAsRange ? "to_status DESC, " : "") + order + " DESC LIMIT ?",
                row -> new Row(row.getLong("number"), row.getString("event")),
                all.toArray());
    }

    private String place() {
        if (status == null) {
            return "number < ?";
        }
        return statusAsRange ? "(to_status, number) < (?, ?) AND to_status >= ?" : "to_status = ? AND number < ?";
    }

    private List<Object> place(long before) {
        if (status == null) {
            return List.of(before);
        }
        return statusAsRange ? List.of(status, before, status) : List.of(status, before);
    }
}
