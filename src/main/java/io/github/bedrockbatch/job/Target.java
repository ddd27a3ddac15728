package io.github.bedrockbatch.job;

/** One account in one region: the unit of polling, of rate limiting, of failure and of sharding. */
public record Target(String accountId, String region) implements Comparable<Target> {
    /** Stands for the account of the caller's credentials where AWS has not told it. */
    public static final String UNKNOWN_ACCOUNT = "unknown";

    public Target {
        accountId = SharedText.of(accountId);
        region = SharedText.of(region);
    }

    /** Returns the target that holds a job. */
    public static Target of(JobArn arn) {
        return new Target(arn.accountId(), arn.region());
    }

    /** Returns the name in schedules and logs, such as {@code 123456789012/us-east-1}. */
    public String name() {
        return accountId + "/" + region;
    }

    @Override
    public int compareTo(Target other) {
        int byAccount = accountId.compareTo(other.accountId);
        return byAccount == 0 ? region.compareTo(other.region) : byAccount;
    }

    @Override
    public String toString() {
        return name();
    }
}
