package io.github.bedrockbatch;

import java.util.Optional;

/** A change of jobs of one account and region from one status to another; or to an end, from wherever. */
record Edge(String account, String region, String from, String to) implements Comparable<Edge> {
    /** The end to which it leads, if it does. */
    Optional<Edge> end() {
        return Evidence.TERMINAL.contains(to) ? Optional.of(new Edge(account, region, "", to)) : Optional.empty();
    }

    @Override
    public int compareTo(Edge other) {
        return toString().compareTo(other.toString());
    }
}
