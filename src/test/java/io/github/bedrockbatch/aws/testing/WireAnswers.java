package io.github.bedrockbatch.aws.testing;

import io.github.bedrockbatch.testing.HostileTexts;
import io.github.bedrockbatch.testing.HostileTexts.ByteEdit;
import io.github.bedrockbatch.testing.JsonEdits;
import io.github.bedrockbatch.testing.JsonEdits.JsonEdit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Answers of a service, or of what stands between it and us, that are mostly right and a little wrong. */
public final class WireAnswers {
    private static final List<String> STATUS_LINES = List.of(
            "HTTP/1.1 200 ",
            "HTTP/1.0 200 OK",
            "HTTP/1.1 201 Created",
            "HTTP/1.1 204 No Content",
            "HTTP/1.1 206 Partial Content",
            "HTTP/1.1 301 Moved Permanently",
            "HTTP/1.1 304 Not Modified",
            "HTTP/1.1 400 Bad Request",
            "HTTP/1.1 401 Unauthorized",
            "HTTP/1.1 403 Forbidden",
            "HTTP/1.1 404 Not Found",
            "HTTP/1.1 407 Proxy Authentication Required",
            "HTTP/1.1 418 I'm a teapot",
            "HTTP/1.1 429 Too Many Requests",
            "HTTP/1.1 500 Internal Server Error",
            "HTTP/1.1 503 Slow Down",
            "HTTP/1.1 504 Gateway Timeout",
            "HTTP/1.1 600 Beyond",
            "HTTP/1.1 99999999999 Far",
            "HTTP/1.1 -1 Below",
            "HTTP/2 200",
            "HTTP/9.9 200 OK",
            "HTTP/1.1",
            "ICY 200 OK",
            "\0",
            "");

    private static final List<String> HEADERS = List.of(
            "Content-Type: text/html",
            "Content-Type: application/cbor",
            "Content-Type: application/json; charset=utf-16",
            "Content-Type: ;;;",
            "Content-Encoding: gzip",
            "Content-Encoding: br",
            "Content-Length: 0",
            "Content-Length: 5",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: ten",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: \0",
            "Date: Sun, 01 Mar 2026 10:00:00 GMT",
            "Date: Mon, 01 Jan 0001 00:00:00 GMT",
            "Date: Fri, 31 Dec 9999 23:59:59 GMT",
            "Date: Sun, 30 Feb 2026 10:00:00 GMT",
            "Date: 1772359200",
            "Date:",
            "x-amzn-ErrorType: ThrottlingException:http://internal.amazon.com/coral/",
            "x-amzn-ErrorType: ResourceNotFoundException",
            "x-amzn-ErrorType: aws.bedrock#AccessDeniedException",
            "x-amzn-ErrorType: ValidationException",
            "x-amzn-ErrorType: ",
            "x-amzn-ErrorType: #",
            "x-amzn-ErrorType: :::",
            "x-amzn-ErrorMessage: no",
            "x-amzn-RequestId: \u00ff\u00fe",
            "x-amzn-query-error: ;",
            "x-amzn-query-error: A;Sender;B",
            "x-amz-crc32: 1",
            "x-amz-retry-after: 99999999999",
            "Retry-After: -5",
            "Location: http://127.0.0.1:1/",
            "Location: \u2028",
            "Set-Cookie: a=b; Expires=never",
            "Trailer: x",
            "no colon",
            ": no name",
            " folded",
            "x: " + "y".repeat(20_000));

    private WireAnswers() {}

    /**
     * One answer.
     *
     * @param headers without those that give the length and close the connection
     * @param cut how many bytes are missing at the end, headers counted
     */
    public record WireAnswer(
            String statusLine,
            List<String> headers,
            List<JsonEdit> edits,
            List<ByteEdit> byteEdits,
            boolean gzip,
            int cut) {
        /** What is sent where {@code json} would be right. */
        public byte[] bytes(String json) {
            byte[] body = JsonEdits.apply(edits, json).getBytes(StandardCharsets.UTF_8);
            for (ByteEdit edit : byteEdits) {
                body = edit.apply(body);
            }
            body = gzip ? zipped(body) : body;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(head(body.length).getBytes(StandardCharsets.UTF_8));
            out.writeBytes(body);
            byte[] all = out.toByteArray();
            return Arrays.copyOf(all, Math.max(0, all.length - cut));
        }

        private String head(int length) {
            StringBuilder head = new StringBuilder(statusLine).append("\r\n");
            headers.forEach(header -> head.append(header).append("\r\n"));
            boolean framed = headers.stream().anyMatch(header -> header.matches("(?i)(content-length|transfer-).*"));
            return head.append(framed ? "" : "Content-Length: " + length + "\r\n")
                    .append("Connection: close\r\n\r\n")
                    .toString();
        }

        private static byte[] zipped(byte[] body) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }

    /** Answers of which most can be read, since what is no HTTP at all never comes far. */
    public static Arbitrary<WireAnswer> answers() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(20, Arbitraries.just("HTTP/1.1 200 OK")),
                                Tuple.of(3, Arbitraries.of(STATUS_LINES)),
                                Tuple.of(1, HostileTexts.texts())),
                        headers(),
                        JsonEdits.edits(),
                        mostly(Arbitraries.just(List.<ByteEdit>of()), 9, HostileTexts.byteEdits(), 2),
                        mostly(Arbitraries.just(false), 15, Arbitraries.just(true), 1),
                        mostly(Arbitraries.just(0), 15, Arbitraries.integers().between(1, 1500), 1))
                .as(WireAnswer::new);
    }

    private static Arbitrary<List<String>> headers() {
        Arbitrary<String> hostile = Combinators.combine(
                        Arbitraries.of("Date", "Content-Type", "x-amzn-ErrorType", "x"), HostileTexts.texts())
                .as((name, value) -> name + ": " + value);
        Arbitrary<List<String>> odd = Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.of(HEADERS)), Tuple.of(1, hostile))
                .list()
                .ofMaxSize(3);
        return mostly(Arbitraries.just(List.of("Content-Type: application/json")), 3, odd, 1);
    }

    private static <T> Arbitrary<T> mostly(Arbitrary<T> usual, int often, Arbitrary<T> odd, int seldom) {
        return Arbitraries.frequencyOf(Tuple.of(often, usual), Tuple.of(seldom, odd));
    }
}
