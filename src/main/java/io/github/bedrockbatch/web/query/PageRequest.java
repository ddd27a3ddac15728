package io.github.bedrockbatch.web.query;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit how many items it has at most
 * @param after the place in the list after which it begins; null for the first page
 * @param <T> places
 */
public record PageRequest<T>(int limit, @Nullable T after) {
    /** The names of the parameters. */
    public static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    /** The number of items where nobody says otherwise. */
    public static final int DEFAULT_LIMIT = 100;

    /** The greatest number of items. */
    public static final int MAX_LIMIT = 1000;

    private static final int MAX_DIGITS = 4;

    /** Returns the page of jobs that is asked for. */
    public static PageRequest<JobCursor> ofJobs(Parameters parameters) {
        return of(parameters, JobCursor::parse);
    }

    /** Returns the page of transitions that is asked for. */
    public static PageRequest<EntryCursor> ofTransitions(Parameters parameters) {
        return of(parameters, EntryCursor::parse);
    }

    /** Returns the page of targets that is asked for. */
    public static PageRequest<TargetCursor> ofTargets(Parameters parameters) {
        return of(parameters, TargetCursor::parse);
    }

    private static <T> PageRequest<T> of(Parameters parameters, Function<String, T> cursor) {
        int limit = parameters.one("limit").map(PageRequest::limit).orElse(DEFAULT_LIMIT);
        return new PageRequest<>(limit, parameters.one("cursor").map(cursor).orElse(null));
    }

    private static int limit(String text) {
        boolean digits = text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = digits ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw BadParameterException.of("limit", text, "must be a whole number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }
}
