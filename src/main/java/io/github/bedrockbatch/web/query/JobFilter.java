package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which jobs are asked for: those that have one of the values of each parameter. A parameter without a value does not matter.
 *
 * @param statuses labels of statuses
 * @param modelIds ids as AWS gives them, or their last path segments
 * @param names parts of names in lower case
 */
public record JobFilter(
        Set<String> statuses, Set<String> accountIds, Set<String> regions, Set<String> modelIds, List<String> names) {
    /** The names of the parameters. */
    public static final Set<String> PARAMETERS = Set.of("status", "account_id", "region", "model_id", "name");

    /** What the parameter {@code status} may be. */
    public static final List<String> STATUSES = Text.STATUSES;

    /** How many characters a model's id may have: as many as AWS gives one. */
    public static final int MAX_MODEL_ID_LENGTH = 2048;

    /** How many characters a part of a name may have. A name of AWS has at most 63. */
    public static final int MAX_NAME_LENGTH = 256;

    /** Matches every job. */
    public static final JobFilter ALL = new JobFilter(Set.of(), Set.of(), Set.of(), Set.of(), List.of());

    public JobFilter {
        statuses = Set.copyOf(statuses);
        accountIds = Set.copyOf(accountIds);
        regions = Set.copyOf(regions);
        modelIds = Set.copyOf(modelIds);
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * Reads a filter.
     *
     * @throws BadParameterException if a value is not allowed
     */
    public static JobFilter of(Parameters parameters) {
        return new JobFilter(
                Text.statuses(parameters, "status"),
                Text.accounts(parameters),
                Text.regions(parameters),
                Set.copyOf(parameters.all("model_id", MAX_MODEL_ID_LENGTH)),
                parameters.all("name", MAX_NAME_LENGTH));
    }

    /** Returns whether jobs of a target may match. */
    boolean matches(Target target) {
        return allows(accountIds, target.accountId()) && allows(regions, target.region());
    }

    /** Returns whether a job of a target that may match does. */
    boolean matches(JobSnapshot job) {
        return allows(statuses, job.status().label()) && matchesModel(job) && matchesName(job.name());
    }

    private boolean matchesModel(JobSnapshot job) {
        return modelIds.isEmpty() || modelIds.contains(job.modelId()) || modelIds.contains(job.model());
    }

    private boolean matchesName(String name) {
        if (names.isEmpty()) {
            return true;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(lower::contains);
    }

    private static boolean allows(Set<String> values, String value) {
        return values.isEmpty() || values.contains(value);
    }
}
