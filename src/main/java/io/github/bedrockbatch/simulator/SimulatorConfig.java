package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a simulator plays.
 *
 * @param speed how many times as fast as real ones the jobs are that arrive by CreateModelInvocationJob
 * @param requestsPerSecond of each account in each region, more are throttled; 0: without limit
 * @param countLag by how much the record counts in answers are late, at speed 1
 * @param notFoundFor how long after its submission Get does not find a job
 * @param listLag by how much the answers of List are late
 * @param roles that may be assumed: external ids by ARN, empty where none is asked for; without any, every role
 * @param faults what goes wrong from the start
 */
public record SimulatorConfig(
        Fleet fleet,
        double speed,
        double requestsPerSecond,
        Duration countLag,
        Duration notFoundFor,
        Duration listLag,
        Map<String, String> roles,
        List<FaultRule> faults) {

    /** The account of requests whose access key says nothing else. */
    public static final String DEFAULT_ACCOUNT = "123456789012";

    static final Duration COUNT_LAG = Duration.ofSeconds(60);

    public SimulatorConfig {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException(speed + ": speed must be greater than 0");
        }
        if (!(requestsPerSecond >= 0)) {
            throw new IllegalArgumentException(requestsPerSecond + ": rate must be 0 (no limit) or more");
        }
        roles = Map.copyOf(roles);
        faults = List.copyOf(faults);
    }

    /** A fleet in an AWS without troubles: no limit, nothing hidden, counts late as in the real one. */
    public static SimulatorConfig of(Fleet fleet) {
        return new SimulatorConfig(fleet, 1, 0, COUNT_LAG, Duration.ZERO, Duration.ZERO, Map.of(), List.of());
    }

    /** {@link Fleet#demo} at sixty times the speed of real jobs, so that counts are 2 s late. */
    public static SimulatorConfig demo(Instant start) {
        return of(Fleet.demo(start)).withSpeed(60).withCountLag(Duration.ofMinutes(2));
    }

    public SimulatorConfig withSpeed(double value) {
        return new SimulatorConfig(fleet, value, requestsPerSecond, countLag, notFoundFor, listLag, roles, faults);
    }

    public SimulatorConfig withRequestsPerSecond(double value) {
        return new SimulatorConfig(fleet, speed, value, countLag, notFoundFor, listLag, roles, faults);
    }

    public SimulatorConfig withCountLag(Duration value) {
        return new SimulatorConfig(fleet, speed, requestsPerSecond, value, notFoundFor, listLag, roles, faults);
    }

    public SimulatorConfig withNotFoundFor(Duration value) {
        return new SimulatorConfig(fleet, speed, requestsPerSecond, countLag, value, listLag, roles, faults);
    }

    public SimulatorConfig withListLag(Duration value) {
        return new SimulatorConfig(fleet, speed, requestsPerSecond, countLag, notFoundFor, value, roles, faults);
    }

    public SimulatorConfig withRoles(Map<String, String> value) {
        return new SimulatorConfig(fleet, speed, requestsPerSecond, countLag, notFoundFor, listLag, value, faults);
    }

    public SimulatorConfig withFaults(List<FaultRule> value) {
        return new SimulatorConfig(fleet, speed, requestsPerSecond, countLag, notFoundFor, listLag, roles, value);
    }

    SimulatorConfig withArrivals(List<Arrivals> arrivals) {
        Fleet other = new Fleet(arrivals, fleet.keep());
        return new SimulatorConfig(other, speed, requestsPerSecond, countLag, notFoundFor, listLag, roles, faults);
    }
}
