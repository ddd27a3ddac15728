package io.github.bedrockbatch.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.eventlog.LoggerSink;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;

class JsonLinesTest {
    @Test
    void eventIsOneObjectOfTypedFields() throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", "job_transition");
        fields.put("seconds", new BigDecimal("12.5"));
        fields.put("total_records", 10L);
        JsonNode line = written(fields);
        assertThat(List.copyOf(line.propertyNames()))
                .containsExactlyInAnyOrder(
                        "@timestamp", "log.level", "log.logger", "message", "event", "seconds", "total_records");
        assertThat(line.get("log.level").stringValue()).isEqualTo("INFO");
        assertThat(line.get("log.logger").stringValue()).isEqualTo(LoggerSink.LOGGER);
        assertThat(line.get("message").stringValue()).isEqualTo("Job {} went");
        assertThat(line.get("seconds").isNumber()).isTrue();
        assertThat(line.get("total_records").isIntegralNumber()).isTrue();
        String time = line.get("@timestamp").stringValue();
        assertThat(time).endsWith("Z");
        assertThat(Instant.parse(time)).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void everyNumberIsANumber() throws Exception {
        List<Number> numbers = List.of(
                (byte) 1,
                (short) 2,
                3,
                4L,
                5.5f,
                6.5,
                BigInteger.TWO.pow(70),
                new BigDecimal("0.0000001"),
                new AtomicLong(9));
        for (Number number : numbers) {
            JsonNode field = written(Map.of("field", number)).get("field");
            assertThat(field.isNumber()).as("%s", number.getClass()).isTrue();
            assertThat(field.decimalValue()).isEqualByComparingTo(number.toString());
        }
    }

    /** The event log retries what fails so. */
    @Test
    void anEventThatCannotBeEncodedIsNotTakenForWritten() {
        Map<String, Object> fields = Map.of("seconds", new BigDecimal(BigInteger.ONE, 1_000_000));
        assertThatThrownBy(() -> written(fields)).isInstanceOf(IOException.class);
    }

    @Test
    void stackTraceIsOneField() {
        try (Harness harness = new Harness(Level.INFO, LogFormat.JSON)) {
            harness.logger("any").error("It {}", "broke", new IllegalStateException("two\nlines"));
            JsonNode line = harness.json();
            assertThat(line.get("message").stringValue()).isEqualTo("It broke");
            assertThat(line.get("error.stack_trace").stringValue()).contains("two\nlines", "\tat ");
        }
    }

    @Test
    void escapesWhatTurnsOrBreaksALine() throws Exception {
        String hostile =
                "\u0000\u001b\u007f\u0085\u2028\u2029\u061c\u200e\u202a\u202e\u2066\u2069\ufeff\u200d\u00ad\ufffe\u0378\ud834\udd73\ud800é漢";
        try (Harness harness = new Harness(Level.INFO, LogFormat.JSON)) {
            harness.writeEvent(Map.of("failure_message", hostile));
            assertThat(harness.text().toLowerCase(java.util.Locale.ROOT))
                    .contains("\\u0000\\u001b\\u007f\\u0085\\u2028\\u2029\\u061c\\u200e\\u202a\\u202e\\u2066\\u2069")
                    .contains("\\ufeff\\u200d\\u00ad\\ufffe\\u0378\\ud834\\udd73\\ud800é漢");
        }
    }

    @Property(tries = 300)
    void anyFailureMessageRoundTripsInOneLine(@ForAll("hostile") String message) throws Exception {
        assertThat(written(Map.of("failure_message", message))
                        .get("failure_message")
                        .stringValue())
                .isEqualTo(message);
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of("\"", "\\", "\n", "\r\n", "{}", "${jndi:x}", "%msg", "\u202e", "\ud83d\ude00"),
                Arbitraries.chars().range('\u0000', '\uffff').map(String::valueOf),
                Arbitraries.strings().ofMaxLength(20));
        return pieces.list().ofMaxSize(200).map(list -> String.join("", list));
    }

    private static JsonNode written(Map<String, Object> fields) throws Exception {
        try (Harness harness = new Harness(Level.INFO, LogFormat.JSON)) {
            harness.writeEvent(fields);
            return harness.json();
        }
    }
}
