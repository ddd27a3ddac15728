package io.github.bedrockbatch.report;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestListener;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.ManifestResult.Cause;
import io.github.bedrockbatch.manifest.ManifestResult.Read;
import io.github.bedrockbatch.manifest.ManifestResult.Unread;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs each manifest that is given up and, once per target until a read succeeds, why its manifests cannot be read. */
public final class ManifestLog implements ManifestListener {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestLog.class);

    private final Map<Target, Cause> causes = new ConcurrentHashMap<>();

    @Override
    public void attempted(JobSnapshot job, ManifestResult result, boolean gaveUp) {
        switch (result) {
            case Read read -> {
                causes.remove(Target.of(job.arn()));
                LOG.debug("{}: the output manifest was read", job.arn());
            }
            case Unread(Cause cause, String reason)
            when gaveUp ->
                LOG.atLevel(levelOfLoss(job, cause))
                        .log(
                                "{}: the output manifest is given up, so the tokens are not counted: {}",
                                job.arn(),
                                reason);
            case Unread(Cause cause, String reason) ->
                LOG.atLevel(isNew(job, cause) ? Level.WARN : Level.DEBUG)
                        .log("{}: the output manifest could not be read and will be retried: {}", job.arn(), reason);
        }
    }

    /** Forgets why the manifests of a target cannot be read, because they are no longer read. */
    public void forget(Target target) {
        causes.remove(target);
    }

    /** A manifest that is not there yet is no trouble. */
    private boolean isNew(JobSnapshot job, Cause cause) {
        return cause != Cause.ABSENT && causes.put(Target.of(job.arn()), cause) != cause;
    }

    /** A job that came to no result has no manifest. */
    private static Level levelOfLoss(JobSnapshot job, Cause cause) {
        boolean hasResults = job.status() == Known.COMPLETED || job.status() == Known.PARTIALLY_COMPLETED;
        return cause == Cause.ABSENT && !hasResults ? Level.INFO : Level.WARN;
    }
}
