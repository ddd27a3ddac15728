package io.github.bedrockbatch.aws.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;

/** AWS's clock, as the Date header of an answer shows it. */
public final class ServerTime {
    private ServerTime() {}

    /** The time of the answer; ours when it carries none that can be read. */
    public static Instant of(SdkResponse response, InstantSource clock) {
        return Optional.ofNullable(response.sdkHttpResponse())
                .flatMap(http -> http.firstMatchingHeader("Date"))
                .flatMap(ServerTime::parse)
                .orElseGet(clock::instant);
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
