package io.github.bedrockbatch.preflight;

import static io.github.bedrockbatch.testing.Examples.NOON;

import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestSource;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.TagSource;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.FakeManifestSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An AWS that lets everyone in, but for what a test refuses. */
final class FakeAwsAccess implements AwsAccess {
    static final String CALLER = "123456789012";
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    final FakeManifestSource manifests = new FakeManifestSource();
    final FakeTagSource tags = new FakeTagSource();
    private final Map<Target, FakeJobSource> jobs = new ConcurrentHashMap<>();
    private final Map<String, FetchResult<String>> sessions = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private FetchResult<String> identity = arn("arn:aws:sts::" + CALLER + ":assumed-role/exporter/session");
    private FetchResult<String> deletion = arn("ReceiptHandleIsInvalid");
    private @Nullable String webIdentityRole;
    private @Nullable NoAnswer<String> webIdentityFailure;
    private Consumer<Target> beforeList = target -> {};

    /** What a target holds. */
    FakeJobSource jobs(String target) {
        String[] parts = target.split("/", -1);
        return jobs.computeIfAbsent(new Target(parts[0], parts[1]), absent -> new FakeJobSource(CLOCK));
    }

    void identify(FetchResult<String> answer) {
        identity = answer;
    }

    void webIdentity(String roleArn) {
        webIdentityRole = roleArn;
    }

    void standInForWebIdentity(NoAnswer<String> failure) {
        webIdentityFailure = failure;
    }

    void answerAssume(String account, FetchResult<String> answer) {
        sessions.put(account, answer);
    }

    void answerDelete(FetchResult<String> answer) {
        deletion = answer;
    }

    /** Lets something happen before List is answered, on the thread that asks. */
    void beforeList(Consumer<Target> action) {
        beforeList = action;
    }

    /** Returns what was asked, in order of the words. */
    List<String> asked() {
        return asked.stream().sorted().toList();
    }

    static FetchResult<String> arn(String value) {
        return new Found<>(value, NOON);
    }

    @Override
    public FetchResult<String> callerArn(String region) {
        asked.add("GetCallerIdentity " + region);
        return identity;
    }

    @Override
    public Optional<String> webIdentityRole() {
        return Optional.ofNullable(webIdentityRole);
    }

    @Override
    public Optional<NoAnswer<String>> webIdentityFailure() {
        return Optional.ofNullable(webIdentityFailure);
    }

    @Override
    public FetchResult<String> assume(AccountConfig role) {
        asked.add("AssumeRole " + role.accountId());
        return sessions.getOrDefault(role.accountId(), arn(role.roleArn()));
    }

    @Override
    public String partition(String region) {
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    @Override
    public JobSource jobSource(Target target) {
        FakeJobSource source = jobs(target.name());
        return new JobSource() {
            @Override
            public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
                asked.add("List " + target + " since " + submitTimeAfter);
                beforeList.accept(target);
                return source.list(submitTimeAfter, nextToken, timeout);
            }

            @Override
            public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
                asked.add("Get " + arn);
                return source.get(arn, timeout);
            }
        };
    }

    @Override
    public ManifestSource manifestSource(Target target) {
        return (job, timeout) -> {
            asked.add("GetObject " + job.arn().jobId());
            return manifests.read(job, timeout);
        };
    }

    @Override
    public TagSource tagSource(Target target) {
        return (arns, timeout) -> {
            asked.add("GetResources " + arns);
            return tags.tags(arns, timeout);
        };
    }

    @Override
    public Optional<String> bucket(JobSnapshot job) {
        return Optional.ofNullable(job.outputDataConfig())
                .map(OutputDataConfig::s3Uri)
                .map(uri -> uri.split("/", -1)[2]);
    }

    @Override
    public FetchResult<String> deleteNothing(Queue queue) {
        asked.add("DeleteMessageBatch " + queue.url());
        return deletion;
    }
}
