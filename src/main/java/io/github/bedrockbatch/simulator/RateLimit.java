package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A token bucket for each account in each region, which holds one second's worth and at least one token. */
final class RateLimit {
    private final double perSecond;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    private record Bucket(double tokens, Instant at) {}

    RateLimit(double perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether one more request is within the rate at this instant. */
    boolean allows(Caller caller, Instant now) {
        if (perSecond == 0) {
            return true;
        }
        AtomicBoolean allowed = new AtomicBoolean();
        buckets.compute(caller.account() + "/" + caller.region(), (key, bucket) -> {
            double tokens = bucket == null ? capacity() : refilled(bucket, now);
            allowed.set(tokens >= 1);
            return new Bucket(tokens >= 1 ? tokens - 1 : tokens, now);
        });
        return allowed.get();
    }

    private double refilled(Bucket bucket, Instant now) {
        double seconds = Math.max(0, Duration.between(bucket.at(), now).toMillis()) / 1000.0;
        return Math.min(capacity(), bucket.tokens() + seconds * perSecond);
    }

    private double capacity() {
        return Math.max(1, perSecond);
    }
}
