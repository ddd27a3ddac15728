package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.web.query.Parameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The query of a link to a page of the same path. Immutable. */
record QueryString(List<Pair> pairs) {
    static final QueryString EMPTY = new QueryString(List.of());

    /** One parameter with one of its values. */
    record Pair(String name, String value) {}

    QueryString {
        pairs = List.copyOf(pairs);
    }

    /** Returns a query with those parameters of a request that have some names. */
    static QueryString of(Parameters parameters, Collection<String> names) {
        QueryString query = EMPTY;
        for (String name : new TreeSet<>(names)) {
            query = query.and(name, parameters.all(name));
        }
        return query;
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
        return new QueryString(
                pairs.stream().filter(pair -> !pair.name().equals(name)).toList());
    }

    /** Returns this query with no other parameter than one. */
    QueryString only(String name) {
        return new QueryString(
                pairs.stream().filter(pair -> pair.name().equals(name)).toList());
    }

    /** Returns the link, which begins with a question mark: one without parameters leads to the path alone. */
    String link() {
        List<String> parts = pairs.stream()
                .map(pair -> Urls.query(pair.name()) + "=" + Urls.query(pair.value()))
                .toList();
        return "?" + String.join("&", parts);
    }
}
