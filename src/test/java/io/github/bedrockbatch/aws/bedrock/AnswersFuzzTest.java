package io.github.bedrockbatch.aws.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.aws.testing.WireAnswers;
import io.github.bedrockbatch.aws.testing.WireAnswers.WireAnswer;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobPage;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/** Whatever is answered, a question has a value in time, and what is found is sane and can be recorded, shown and logged. */
final class AnswersFuzzTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IN_TIME = Duration.ofSeconds(20);
    private static final HostileBedrock BEDROCK = new HostileBedrock();

    @AfterContainer
    static void close() {
        BEDROCK.close();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyAnswerToGetIsAValue(@ForAll("answers") WireAnswer answer) {
        BEDROCK.answer(answer.bytes(HostileBedrock.JOB));
        FetchResult<JobSnapshot> result = inTime(() -> BEDROCK.source().get(HostileBedrock.ARN, TIMEOUT));
        if (isFound(result) instanceof JobSnapshot job) {
            SaneJob.check(job);
            assertThat(job.arn()).isEqualTo(HostileBedrock.ARN);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyAnswerToListIsAValue(@ForAll("answers") WireAnswer answer) {
        BEDROCK.answer(answer.bytes(HostileBedrock.PAGE));
        FetchResult<JobPage> result = inTime(() -> BEDROCK.source().list(Instant.EPOCH, null, TIMEOUT));
        if (isFound(result) instanceof JobPage page) {
            page.jobs().forEach(SaneJob::check);
            assertThat(page.invalid()).isBetween(0, 600);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsFoundGoesAllTheWay(@ForAll("answers") WireAnswer list, @ForAll("answers") WireAnswer get) {
        byte[] page = list.bytes(HostileBedrock.PAGE);
        byte[] job = get.bytes(HostileBedrock.JOB);
        Watching watching = new Watching(BEDROCK.source());
        BEDROCK.answer(page, job);
        watching.pollAndTell();
        BEDROCK.answer(RawEndpoint.ok(HostileBedrock.PAGE), RawEndpoint.ok(HostileBedrock.JOB));
        watching.pollAndTell();
        assertThat(watching.last())
                .returns(Outcome.SUCCESS, CycleResult::outcome)
                .returns("", CycleResult::reason);
        BEDROCK.answer(page, job);
        watching.pollAndTell();
    }

    @Provide
    Arbitrary<WireAnswer> answers() {
        return WireAnswers.answers();
    }

    private static <T> FetchResult<T> inTime(Supplier<FetchResult<T>> question) {
        long begin = System.nanoTime();
        FetchResult<T> result = question.get();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
        Statistics.collect(result.getClass().getSimpleName());
        Statistics.coverage(kinds -> kinds.check("Found").percentage(share -> share > 10));
        return result;
    }

    private static <T> Object isFound(FetchResult<T> result) {
        return switch (result) {
            case FetchResult.Found<T> found -> found.value();
            case FetchResult.NotFound<T> absent -> told(absent.reason());
            case FetchResult.Denied<T> denied -> told(denied.code(), denied.reason());
            case FetchResult.Failed<T> failed -> told(failed.code(), failed.reason());
        };
    }

    private static Object told(String code, String reason) {
        assertThat(ErrorCodes.ALL).contains(code);
        return told(reason);
    }

    private static Object told(String reason) {
        assertThat(reason).isNotBlank().hasSizeLessThanOrEqualTo(501).hasLineCount(1);
        return reason;
    }
}
