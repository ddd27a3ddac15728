package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.journal.TrackedJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of jobs that were read and not pruned since. A row that has not changed is parsed once, and is one object in the
 * memory of all who read it. Its version tells whether it is still the same, because no two recordings that were committed have one
 * number. Not thread-safe.
 */
final class ReadRows {
    private final Map<String, TrackedJob> rows = new HashMap<>();

    /** Returns the row at which a result stands. */
    TrackedJob read(ResultSet row) throws SQLException {
        String arn = row.getString("arn");
        long version = row.getLong("version");
        TrackedJob known = rows.get(arn);
        if (known != null && known.version() == version) {
            return known;
        }
        TrackedJob read = TrackedJson.read(row.getString("tracked"), version);
        rows.put(read.arn().value(), read);
        return read;
    }

    /** Forgets all rows, as some may never have been committed. */
    void clear() {
        rows.clear();
    }

    /** Forgets the row of a job that is pruned. */
    void forget(JobArn arn) {
        rows.remove(arn.value());
    }
}
