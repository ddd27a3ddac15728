package io.github.bedrockbatch.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault befalls. What is null or empty matches everything.
 *
 * @param operation AWS's name, as ListModelInvocationJobs
 * @param job the id in the path of Get and Stop, 12 characters
 * @param times how many requests; {@link Long#MAX_VALUE}: all
 * @param probability of each request that matches, above 0 to 1
 * @param seed of the probability: the same seed, the same requests
 */
public record FaultRule(
        @Nullable String operation,
        @Nullable String region,
        @Nullable String account,
        @Nullable String job,
        Fault fault,
        long times,
        double probability,
        long seed) {

    public FaultRule {
        if (times < 1) {
            throw new IllegalArgumentException(times + ": times must be 1 or more");
        }
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException(probability + ": probability must be above 0 and at most 1");
        }
    }

    /** A fault for every request, to be narrowed. */
    public static FaultRule of(Fault fault) {
        return new FaultRule(null, null, null, null, fault, Long.MAX_VALUE, 1, 0);
    }

    public FaultRule onOperation(String value) {
        return new FaultRule(value, region, account, job, fault, times, probability, seed);
    }

    public FaultRule inRegion(String value) {
        return new FaultRule(operation, value, account, job, fault, times, probability, seed);
    }

    public FaultRule inAccount(String value) {
        return new FaultRule(operation, region, value, job, fault, times, probability, seed);
    }

    public FaultRule onJob(String value) {
        return new FaultRule(operation, region, account, value, fault, times, probability, seed);
    }

    public FaultRule times(long value) {
        return new FaultRule(operation, region, account, job, fault, value, probability, seed);
    }

    public FaultRule withProbability(double value, long withSeed) {
        return new FaultRule(operation, region, account, job, fault, times, value, withSeed);
    }

    boolean matches(Operation asked, Caller caller) {
        return matches(operation, asked.name())
                && matches(region, caller.region())
                && matches(account, caller.account())
                && matches(job, asked.jobId());
    }

    private static boolean matches(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }
}
