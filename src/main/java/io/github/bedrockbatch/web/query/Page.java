package io.github.bedrockbatch.web.query;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list.
 *
 * @param items in their order
 * @param nextCursor with which the next page is asked for; empty when there is none
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {
    public Page {
        items = List.copyOf(items);
    }
}
