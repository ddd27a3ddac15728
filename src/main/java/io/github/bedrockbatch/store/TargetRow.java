package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.PollIntervals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The row of a target: what is known of its polls.
 *
 * @param lastSuccess null before the first
 * @param intervals null where the jobs have made no difference to them
 */
record TargetRow(
        Target target,
        @Nullable Instant lastSuccess,
        @Nullable PollIntervals intervals) {
    /** What stands in a row for a success that there has not been yet. */
    static final Instant NEVER = Instant.EPOCH;

    static TargetRow read(ResultSet row) throws SQLException {
        Instant success = InstantText.read(row, "last_success");
        String intervals = row.getString("intervals");
        return new TargetRow(
                new Target(row.getString("account_id"), row.getString("region")),
                success.equals(NEVER) ? null : success,
                intervals == null ? null : IntervalsJson.read(intervals));
    }

    /** Returns what the rows of several targets say, of those that say it. */
    static <T> Map<Target, T> by(List<TargetRow> rows, Function<TargetRow, @Nullable T> value) {
        Map<Target, T> values = new HashMap<>();
        for (TargetRow row : rows) {
            T said = value.apply(row);
            if (said != null) {
                values.put(row.target(), said);
            }
        }
        return values;
    }
}
