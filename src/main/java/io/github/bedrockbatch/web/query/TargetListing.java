package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists what is told of targets. */
public final class TargetListing {
    private TargetListing() {}

    /**
     * Returns a page.
     *
     * @param rows in the order of their targets
     */
    public static <T> Page<T> page(List<T> rows, Function<T, Target> target, PageRequest<TargetCursor> request) {
        List<T> rest = rows.stream()
                .filter(row -> isAfter(target.apply(row), request.after()))
                .limit(request.limit() + 1L)
                .toList();
        if (rest.size() <= request.limit()) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> items = rest.subList(0, request.limit());
        return new Page<>(items, Optional.of(new TargetCursor(target.apply(items.getLast())).text()));
    }

    private static boolean isAfter(Target target, @Nullable TargetCursor cursor) {
        return cursor == null || target.compareTo(cursor.target()) > 0;
    }
}
