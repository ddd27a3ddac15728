package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.Target;
import java.util.Set;

/**
 * Which transitions are asked for: those that have one of the values of each parameter. A parameter without a value does not matter.
 *
 * @param to labels of the statuses that jobs changed to
 */
public record TransitionFilter(Set<String> to, Set<String> accountIds, Set<String> regions, Set<String> jobIds) {
    /** The names of the parameters. */
    public static final Set<String> PARAMETERS = Set.of("to", "account_id", "region", "job_id");

    /** How many combinations of an account, a region and a status may be asked for, each of which costs a look into the journal. */
    public static final int MAX_COMBINATIONS = 400;

    /** Matches every transition. */
    public static final TransitionFilter ALL = new TransitionFilter(Set.of(), Set.of(), Set.of(), Set.of());

    public TransitionFilter {
        to = Set.copyOf(to);
        accountIds = Set.copyOf(accountIds);
        regions = Set.copyOf(regions);
        jobIds = Set.copyOf(jobIds);
    }

    /**
     * Reads a filter.
     *
     * @throws BadParameterException if a value is not allowed, or there are too many combinations of them
     */
    public static TransitionFilter of(Parameters parameters) {
        TransitionFilter filter = new TransitionFilter(
                Text.statuses(parameters, "to"),
                Text.accounts(parameters),
                Text.regions(parameters),
                Text.jobIds(parameters));
        int combinations = filter.combinations();
        if (filter.jobIds.isEmpty() && combinations > MAX_COMBINATIONS) {
            throw new BadParameterException(
                    combinations + " combinations of account_id, region and to: must be at most " + MAX_COMBINATIONS
                            + "; ask in several requests");
        }
        return filter;
    }

    private int combinations() {
        return Math.max(1, to.size()) * Math.max(1, accountIds.size()) * Math.max(1, regions.size());
    }

    /** Returns whether jobs of a target may match. */
    boolean matches(Target target) {
        return (accountIds.isEmpty() || accountIds.contains(target.accountId()))
                && (regions.isEmpty() || regions.contains(target.region()));
    }
}
