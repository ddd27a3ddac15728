package io.github.bedrockbatch.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;

/** Quartz's statements for PostgreSQL, with due triggers only of tasks that are known. Public as Quartz reflects on it. */
public final class KnownTriggersDelegate extends PostgreSQLDelegate {
    private volatile Predicate<String> isKnown = name -> false;

    void takeOnly(Predicate<String> known) {
        isKnown = known;
    }

    /** Selects of all that are due, so that many which nobody here knows hide none that is known. */
    @Override
    public List<TriggerKey> selectTriggerToAcquire(
            Connection connection, long noLaterThan, long noEarlierThan, int maxCount) throws SQLException {
        return super.selectTriggerToAcquire(connection, noLaterThan, noEarlierThan, Integer.MAX_VALUE).stream()
                .filter(key -> isKnown.test(key.getName()))
                .limit(maxCount)
                .toList();
    }
}
