package io.github.bedrockbatch.report;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestListener;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.ManifestResult.Read;
import io.github.bedrockbatch.manifest.ManifestResult.Trouble;
import io.github.bedrockbatch.manifest.ManifestResult.Unread;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Says which manifests were given up, and what keeps a target's from being read: once, until one is read again. */
public final class ManifestLog implements ManifestListener {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestLog.class);

    private final Map<Target, Trouble> troubles = new ConcurrentHashMap<>();

    @Override
    public void attempted(JobSnapshot job, ManifestResult result, boolean gaveUp) {
        switch (result) {
            case Read read -> {
                troubles.remove(Target.of(job.arn()));
                LOG.debug("{}: its output manifest was read", job.arn());
            }
            case Unread(Trouble trouble, String reason)
            when gaveUp ->
                LOG.atLevel(levelOfLoss(job, trouble))
                        .log(
                                "{}: its output manifest is given up, and its tokens are not counted: {}",
                                job.arn(),
                                reason);
            case Unread(Trouble trouble, String reason) ->
                LOG.atLevel(isNew(job, trouble) ? Level.WARN : Level.DEBUG)
                        .log("{}: its output manifest could not be read, and is tried again: {}", job.arn(), reason);
        }
    }

    /** A manifest that is not there yet is no trouble. */
    private boolean isNew(JobSnapshot job, Trouble trouble) {
        return trouble != Trouble.ABSENT && troubles.put(Target.of(job.arn()), trouble) != trouble;
    }

    /** A job that came to no result has no manifest. */
    private static Level levelOfLoss(JobSnapshot job, Trouble trouble) {
        boolean hasResults = job.status() == Known.COMPLETED || job.status() == Known.PARTIALLY_COMPLETED;
        return trouble == Trouble.ABSENT && !hasResults ? Level.INFO : Level.WARN;
    }
}
