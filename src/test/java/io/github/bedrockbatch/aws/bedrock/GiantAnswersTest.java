package io.github.bedrockbatch.aws.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.source.FetchResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers without end: a question ends all the same, in time and before they fill the memory. */
@Timeout(60)
final class GiantAnswersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HostileBedrock bedrock = new HostileBedrock();
    private final AtomicLong sent = new AtomicLong();

    @AfterEach
    void close() {
        bedrock.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, ' ', 17",
        "200 OK, '[', 17",
        "200 OK, 9, 17",
        "400 Bad Request, ' ', 2",
        "403 Forbidden, '{\"a\":', 2",
        "404 Not Found, x, 2",
        "500 Internal Server Error, '\"', 2",
    })
    void aBodyWithoutEndIsBrokenOff(String status, String content, int mostMebibytes) {
        endless("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n\r\n", content);
        assertThat(bedrock.source().get(HostileBedrock.ARN, TIMEOUT)).isNotInstanceOf(FetchResult.Found.class);
        assertThat(sent.get()).isLessThan((mostMebibytes + 8L) << 20);
    }

    private void endless(String begin, String content) {
        byte[] much = content.repeat(1 << 15).getBytes(StandardCharsets.US_ASCII);
        bedrock.answer((request, out) -> {
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(much);
                sent.addAndGet(much.length);
            }
        });
    }
}
