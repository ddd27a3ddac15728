package io.github.bedrockbatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the documents to the rules for English that can be counted. */
final class ProseTest {
    private static final int MAX_WORDS_OF_README = 1_100;
    private static final double MAX_SEMICOLONS = 2.0 / 1_000;
    private static final double MAX_SENTENCE = 20;

    static List<Document> documents() {
        return Document.all();
    }

    @BeforeAll
    static void tellsTheFigures() {
        System.out.printf(Locale.ROOT, "%-48s %6s %9s %10s%n", "document", "words", "sentence", "semicolons");
        for (Document document : Document.all()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-48s %6d %9.1f %10d%n",
                    document,
                    document.words(),
                    document.sentenceLength(),
                    document.semicolons());
        }
    }

    @Test
    void readmeIsShort() {
        assertThat(Document.of(Path.of("README.md")).words()).isLessThanOrEqualTo(MAX_WORDS_OF_README);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void hasFewSemicolons(Document document) {
        assertThat(document.semicolons()).isLessThanOrEqualTo((int) (document.words() * MAX_SEMICOLONS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void hasShortSentences(Document document) {
        assertThat(document.sentenceLength()).isLessThanOrEqualTo(MAX_SENTENCE);
    }
}
