package io.github.bedrockbatch.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class LogfmtEncoderTest {
    @Test
    void writesPairs() throws Exception {
        assertThat(written(Map.of("seconds", new BigDecimal("0.0000001"))))
                .matches("time=[0-9T:.-]+Z level=INFO logger=bedrock_batch\\.transitions msg=\"Job \\{} went\" "
                        + "seconds=0\\.0000001\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "plain-1:/.{}|plain-1:/.{}",
                "two words|\"two words\"",
                "a=b|\"a=b\"",
                "say \"x\"|\"say \\\"x\\\"\"",
                "back\\slash|\"back\\\\slash\"",
                "é|\"é\""
            })
    void quotesWhatIsNotPlain(String value, String expected) throws Exception {
        assertThat(written(Map.of("key", value))).endsWith(" key=" + expected + "\n");
    }

    @Test
    void escapesWhatTurnsOrBreaksALine() throws Exception {
        assertThat(written(Map.of(
                        "key",
                        "a\r\n\t\u0000\u0085\u2028\u202e\u2066\ufeff\u200d\ufffe\u0378\ud834\udd73\ud800\ud83d\ude00")))
                .endsWith(
                        " key=\"a\\r\\n\\t\\u0000\\u0085\\u2028\\u202e\\u2066\\ufeff\\u200d\\ufffe\\u0378\\ud834\\udd73\\ud800\ud83d\ude00\"\n");
    }

    @Test
    void emptyIsQuotedAndAKeyStaysAKey() throws Exception {
        assertThat(written(Map.of("a key=\n", ""))).endsWith(" a_key__=\"\"\n");
    }

    @Test
    void stackTraceIsOneField() {
        try (Harness harness = new Harness(Level.INFO, LogFormat.LOGFMT)) {
            harness.logger("any").error("broken", new IllegalStateException("cause"));
            assertThat(harness.lines()).hasSize(1).first().asString().contains("stack_trace=\"java.lang.Illegal");
        }
    }

    @Property(tries = 300)
    void anyValueStaysOneLine(@ForAll String value) throws Exception {
        assertThat(written(Map.of("key", value))).hasLineCount(1);
    }

    private static String written(Map<String, Object> fields) throws Exception {
        try (Harness harness = new Harness(Level.INFO, LogFormat.LOGFMT)) {
            harness.writeEvent(fields);
            return harness.text();
        }
    }
}
