package io.github.bedrockbatch.aws.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.poll.FetchResult;
import io.github.bedrockbatch.poll.FetchResult.Failed;
import io.github.bedrockbatch.poll.FetchResult.Found;
import io.github.bedrockbatch.poll.JobPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of more than was asked for are refused before anything is made of them. */
final class PageLimitTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HostileBedrock bedrock = new HostileBedrock();

    @AfterEach
    void close() {
        bedrock.close();
    }

    @Test
    void aPageHasAtMostWhatWasAskedFor() {
        assertThat(list(page(1000, HostileBedrock.JOB)))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.value())
                                .isInstanceOfSatisfying(
                                        JobPage.class,
                                        page -> assertThat(page.jobs()).hasSize(1000)));
        assertThat(list(page(1001, HostileBedrock.JOB))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("InvalidResponse");
            assertThat(failed.reason()).contains("the page has more than the 1000 jobs that were asked for");
        });
    }

    @Test
    void jobsThatAreNoneCountAlike() {
        assertThat(list(page(1001, "7")).toString()).contains("more than the 1000 jobs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"invocationJobSummaries\":[],\"other\":[%s]}",
                "{\"invocationJobSummaries\":[{\"vpcConfig\":[%s]}]}",
                "[%s]"
            })
    void anAnswerOfMillionsOfSmallThingsIsRefused(String answer) {
        String millions = String.join(",", Collections.nCopies(4_000_000, "{}"));

        assertThat(list(answer.formatted(millions)).toString()).contains("InvalidResponse");
    }

    private FetchResult<JobPage> list(String answer) {
        bedrock.answer(RawEndpoint.ok(answer));
        return bedrock.source().list(Instant.EPOCH, null, TIMEOUT);
    }

    private static String page(int size, String job) {
        return "{\"invocationJobSummaries\":[" + String.join(",", Collections.nCopies(size, job)) + "]}";
    }
}
