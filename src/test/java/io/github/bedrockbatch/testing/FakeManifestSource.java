package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.ManifestResult.Cause;
import io.github.bedrockbatch.manifest.ManifestResult.Read;
import io.github.bedrockbatch.manifest.ManifestResult.Unread;
import io.github.bedrockbatch.manifest.ManifestSource;
import io.github.bedrockbatch.source.RequestCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Output manifests in a map; what is not in it is absent. */
public final class FakeManifestSource implements ManifestSource {
    private final Map<JobArn, ManifestResult> results = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    public void put(JobArn arn, long input, long output) {
        results.put(arn, new Read(new TokenCounts(input, output, null, null)));
    }

    public void fail(JobArn arn, Cause cause) {
        results.put(arn, new Unread(cause, "for the test"));
    }

    /** Does something while each manifest is read. */
    public void meanwhile(Runnable action) {
        meanwhile = action;
    }

    /** The ids of the jobs whose manifests were asked for since the last time that this was asked. */
    public List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    @Override
    public ManifestResult read(JobSnapshot job, Duration timeout) {
        try {
            RequestCheck.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unread(Cause.ERROR, "interrupted");
        }
        calls.add(job.arn().jobId());
        meanwhile.run();
        return results.getOrDefault(job.arn(), new Unread(Cause.ABSENT, "no such key"));
    }
}
