package io.github.bedrockbatch.web;

import java.util.Optional;

/** Answers whether something can do its work. */
@FunctionalInterface
public interface Health {
    /** Why it cannot, in a line; empty if it can. */
    Optional<String> trouble();
}
