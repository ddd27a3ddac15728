package io.github.bedrockbatch.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a client prefers, as its Accept headers say. */
final class HeaderList {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern NOT_WANTED =
            Pattern.compile(";\\s*q\\s*=\\s*0(?:\\.0*)?\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);

    private HeaderList() {}

    /** Returns the elements of a list in one or more headers, without those that the client refuses by {@code q=0}. */
    static List<String> wanted(List<String> headers) {
        return headers.stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .filter(element ->
                        !element.isEmpty() && !NOT_WANTED.matcher(element).find())
                .toList();
    }

    /** Returns whether a client takes a content coding. */
    static boolean takes(List<String> headers, String coding) {
        return wanted(headers).stream()
                .map(element -> element.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(coding::equals);
    }
}
