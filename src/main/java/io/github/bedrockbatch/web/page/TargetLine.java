package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.view.TargetSummary;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.TargetRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account in a region, as the page of the fleet shows it.
 *
 * @param jobs a link to its jobs; null while its account is not known
 * @param lastSuccess null if there was none
 * @param interval of its polls now
 * @param error why it cannot be polled; null if it can
 * @param since when it could not; null if it can
 * @param overdue whether the last success is longer ago than polls that go well are apart
 */
public record TargetLine(
        AccountName account,
        String region,
        @Nullable String jobs,
        String active,
        String finished,
        String failingLookups,
        @Nullable Moment lastSuccess,
        String interval,
        @Nullable String error,
        @Nullable Moment since,
        boolean overdue) {
    /** How long ago the last success may be at least, however often there are polls. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final int PATIENT_INTERVALS = 4;

    static TargetLine of(TargetRow row, Fleet fleet) {
        TargetSummary summary = row.summary();
        Target target = summary.target();
        boolean resolved = !target.accountId().equals(Target.UNKNOWN_ACCOUNT);
        Instant lastSuccess = summary.lastSuccess();
        Instant since = row.failingSince();
        return new TargetLine(
                AccountName.of(target.accountId(), fleet.accountNames()),
                Quoted.visible(target.region()),
                resolved ? "jobs" + query(target) : null,
                Phrases.number(summary.active()),
                Phrases.number(summary.finished()),
                Phrases.number(summary.failingLookups()),
                lastSuccess == null ? null : Moment.of(lastSuccess, fleet.time()),
                Phrases.span(row.interval()),
                error(row, resolved),
                since == null ? null : Moment.of(since, fleet.time()),
                lastSuccess != null && !lastSuccess.isAfter(fleet.time().minus(patience(row.interval()))));
    }

    private static Duration patience(Duration interval) {
        Duration intervals = interval.multipliedBy(PATIENT_INTERVALS);
        return intervals.compareTo(PATIENCE) > 0 ? intervals : PATIENCE;
    }

    private static @Nullable String error(TargetRow row, boolean resolved) {
        if (row.lastError() != null) {
            return Quoted.visible(row.lastError());
        }
        return resolved ? null : "AWS has not yet returned the account of the credentials.";
    }

    private static String query(Target target) {
        return QueryString.EMPTY
                .with("account_id", target.accountId())
                .with("region", target.region())
                .link();
    }
}
