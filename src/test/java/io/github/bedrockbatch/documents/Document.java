package io.github.bedrockbatch.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document for users. */
record Document(Path path, String text) {
    private static final Path CHART = Path.of("helm", "bedrock-batch-exporter");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```");
    private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    /** A part of a document in a fixed-width font. */
    record Code(String language, String text) {}

    static Document of(Path path) {
        try {
            return new Document(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents in this folder, README, and the policies' document. */
    static List<Document> own() {
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("config", "iam", "README.md")),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted())
                    .map(Document::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All documents for users, those of the chart among them. */
    static List<Document> all() {
        Stream<Document> chart = Stream.of("README.md", "files/runbook.md", "templates/NOTES.txt")
                .map(file -> of(CHART.resolve(file)));
        return Stream.concat(own().stream(), chart).toList();
    }

    List<Code> code() {
        return FENCE.matcher(text)
                .results()
                .map(found -> new Code(found.group(1), found.group(2)))
                .toList();
    }

    /** What stands between backticks within a line. */
    List<String> inline() {
        return groups(INLINE, FENCE.matcher(text).replaceAll(""));
    }

    List<String> links() {
        return groups(LINK, FENCE.matcher(text).replaceAll(""));
    }

    /** The names that GitHub gives the headings. */
    Set<String> anchors() {
        return groups(HEADING, FENCE.matcher(text).replaceAll("")).stream()
                .map(Document::anchor)
                .collect(Collectors.toSet());
    }

    /** The words for people: without code, comments and the directives of templates. */
    String prose() {
        String words = COMMENT.matcher(FENCE.matcher(text).replaceAll("")).replaceAll("");
        return INLINE.matcher(words).replaceAll("code").replaceAll("(?s)\\{\\{.*?}}", "code");
    }

    int words() {
        return prose().strip().split("\\s+").length;
    }

    int semicolons() {
        return Math.toIntExact(prose().chars().filter(letter -> letter == ';').count());
    }

    /** Words to a sentence, in what is neither a table nor a heading. */
    double sentenceLength() {
        String running = prose().replaceAll("(?m)^(\\||#).*$", "").strip();
        long sentences =
                Pattern.compile("[.:?!](?=\\s|$)").matcher(running).results().count();
        return running.split("\\s+").length / (double) Math.max(1, sentences);
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
