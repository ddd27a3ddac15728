package io.github.bedrockbatch.web.page;

import java.util.ArrayList;
import java.util.List;

/** The query of a link to a page of the same path. Immutable. */
record QueryString(List<Pair> pairs) {
    static final QueryString EMPTY = new QueryString(List.of());

    /** One parameter with one of its values. */
    record Pair(String name, String value) {}

    QueryString {
        pairs = List.copyOf(pairs);
    }

    /** Returns this query with one value of a parameter in the place of all that it had. */
    QueryString with(String name, String value) {
        List<Pair> next = new ArrayList<>(without(name).pairs());
        next.add(new Pair(name, value));
        return new QueryString(next);
    }

    /** Returns this query with more values of a parameter. */
    QueryString and(String name, List<String> values) {
        List<Pair> next = new ArrayList<>(pairs);
        values.forEach(value -> next.add(new Pair(name, value)));
        return new QueryString(next);
    }

    QueryString without(String name) {
        return new QueryString(pairs.stream().filter(pair -> !pair.name().equals(name)).toList());
    }

    /** Returns the link, which begins with a question mark: one without parameters leads to the path alone. */
    String link() {
        List<String> parts = pairs.stream()
                .map(pair -> Urls.query(pair.name()) + "=" + Urls.query(pair.value()))
                .toList();
        return "?" + String.join("&", parts);
    }
}
