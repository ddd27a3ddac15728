package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transition in the list of transitions.
 *
 * @param lasted how long the job was in the status that it left
 * @param kind how it stands to the known paths; null where it is as expected
 * @param reason why it failed, shortened; null if there is none or it is not to be told
 */
public record TransitionLine(
        Moment changed,
        Moment seen,
        JobLink job,
        AccountName account,
        String region,
        StatusBadge from,
        StatusBadge to,
        String lasted,
        @Nullable String kind,
        @Nullable String reason) {
    private static final int MAX_REASON = 160;

    static TransitionLine of(Transition transition, AccountName account, FailureMessages messages, Instant now) {
        String reason = messages.of(transition.job());
        return new TransitionLine(
                Moment.of(transition.changedAt(), now),
                Moment.of(transition.observedAt(), now),
                JobLink.of(transition.job()),
                account,
                Quoted.visible(transition.job().arn().region()),
                StatusBadge.of(transition.from()),
                StatusBadge.of(transition.to()),
                Phrases.span(transition.inPreviousStatus()),
                transition.kind() == TransitionKind.EXPECTED
                        ? null
                        : transition.kind().word(),
                reason == null ? null : Quoted.visible(shortened(reason)));
    }

    private static String shortened(String reason) {
        int length = reason.codePointCount(0, reason.length());
        return length <= MAX_REASON ? reason : reason.substring(0, reason.offsetByCodePoints(0, MAX_REASON)) + "…";
    }
}
