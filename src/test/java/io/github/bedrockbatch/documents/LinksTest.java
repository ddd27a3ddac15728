package io.github.bedrockbatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the links between documents to files and headings that exist. */
final class LinksTest {
    private static final Path INDEX = Path.of("docs", "README.md");

    static List<Document> documents() {
        return Document.own();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void leadSomewhere(Document document) {
        assertThat(document.links().stream().filter(Predicate.not(LinksTest::isElsewhere)))
                .allSatisfy(link -> assertThat(leads(document, link)).as(link).isTrue());
    }

    @Test
    void theIndexHasEveryDocument() {
        Set<Path> linked = Document.of(INDEX).links().stream()
                .filter(Predicate.not(LinksTest::isElsewhere))
                .map(link -> target(INDEX, link))
                .collect(Collectors.toSet());
        assertThat(Document.own())
                .extracting(Document::path)
                .filteredOn(path -> path.startsWith("docs") && !path.equals(INDEX))
                .isSubsetOf(linked);
    }

    private static boolean isElsewhere(String link) {
        return link.contains("://") || link.startsWith("mailto:");
    }

    private static boolean leads(Document document, String link) {
        Path target = target(document.path(), link);
        int hash = link.indexOf('#');
        return Files.exists(target)
                && (hash < 0 || Document.of(target).anchors().contains(link.substring(hash + 1)));
    }

    private static Path target(Path document, String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? document : document.resolveSibling(file).normalize();
    }
}
