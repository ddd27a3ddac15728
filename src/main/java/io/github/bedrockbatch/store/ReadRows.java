package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.TrackedJob;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of jobs that were read and are still held by somebody. A row that has not changed is parsed once, and is one object in
 * the memory of all who read it. Its version tells whether it is still the same, because no two recordings that were committed have
 * one number. Thread-safe.
 */
final class ReadRows {
    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final ReferenceQueue<TrackedJob> forgotten = new ReferenceQueue<>();

    /** A row for as long as somebody else holds it. */
    private static final class Row extends WeakReference<TrackedJob> {
        private final String arn;

        Row(TrackedJob row, ReferenceQueue<TrackedJob> forgotten) {
            super(row, forgotten);
            this.arn = row.arn().value();
        }
    }

    /** Returns the row at which a result stands. */
    TrackedJob read(ResultSet row) throws SQLException {
        forget();
        long version = row.getLong("version");
        TrackedJob known = known(row.getString("arn"));
        if (known != null && known.version() == version) {
            return known;
        }
        TrackedJob read = TrackedJson.read(row.getString("tracked"), version);
        rows.put(read.arn().value(), new Row(read, forgotten));
        return read;
    }

    /** Forgets all rows, as some may never have been committed. */
    void clear() {
        rows.clear();
    }

    private @Nullable TrackedJob known(String arn) {
        Row known = rows.get(arn);
        return known == null ? null : known.get();
    }

    private void forget() {
        for (Object row = forgotten.poll(); row != null; row = forgotten.poll()) {
            rows.remove(((Row) row).arn, row);
        }
    }
}
