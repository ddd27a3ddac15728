package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.CallLog.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has to be true of the calls of replicas.
 *
 * @param calls in the order of their beginnings
 * @param mishaps when something began or ended from which they had to recover
 * @param thaws when one went on that had been frozen
 */
record CallRules(List<Call> calls, List<Instant> mishaps, List<Thaw> thaws) {
    private static final Duration MAX_SILENCE = Duration.ofSeconds(20);

    /** When a process that is thawed makes the call that it was about to make. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    /** The end of a freeze. */
    record Thaw(String caller, Instant at) {}

    private record Overlap(Call one, Call other) {
        boolean has(Call call) {
            return one.equals(call) || other.equals(call);
        }
    }

    /** Holds that each region was asked for again no later than 20 s after a call and after a mishap. */
    void assertNoLongSilence(Instant until) {
        for (String region : regions()) {
            List<Instant> moments =
                    new ArrayList<>(calls(region).stream().map(Call::begin).toList());
            moments.add(until);
            for (int i = 1; i < moments.size(); i++) {
                assertThat(silence(moments.get(i - 1), moments.get(i)))
                        .as(
                                "silence of %s from %s to %s, mishaps %s",
                                region, moments.get(i - 1), moments.get(i), mishaps)
                        .isLessThanOrEqualTo(MAX_SILENCE);
            }
        }
    }

    /** Returns the longest silence of any region since a call or a mishap. */
    Duration longestSilence() {
        return regions().stream()
                .flatMap(this::silences)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Stream<Duration> silences(String region) {
        List<Call> calls = calls(region);
        return Stream.iterate(1, i -> i < calls.size(), i -> i + 1)
                .map(i -> silence(calls.get(i - 1).begin(), calls.get(i).begin()));
    }

    /** The longest part of the time between two calls in which nothing began or ended from which they had to recover. */
    private Duration silence(Instant from, Instant to) {
        List<Instant> moments = Stream.of(
                        Stream.of(from, to),
                        mishaps.stream().filter(moment -> moment.isAfter(from) && moment.isBefore(to)))
                .flatMap(some -> some)
                .sorted()
                .toList();
        return Stream.iterate(1, i -> i < moments.size(), i -> i + 1)
                .map(i -> Duration.between(moments.get(i - 1), moments.get(i)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Holds that two replicas never ask for one region at the same time. One that froze between its last look at its lease and
     * the call makes that one call when it is thawed.
     */
    void assertNoOverlaps() {
        List<Overlap> overlaps =
                new ArrayList<>(regions().stream().flatMap(this::overlaps).toList());
        for (Thaw thaw : thaws) {
            firstCalls(thaw).stream()
                    .filter(call -> overlaps.stream().anyMatch(overlap -> overlap.has(call)))
                    .findFirst()
                    .ifPresent(call -> overlaps.removeIf(overlap -> overlap.has(call)));
        }
        assertThat(overlaps).as("calls of two at a time, after %s", thaws).isEmpty();
    }

    private Stream<Overlap> overlaps(String region) {
        List<Call> calls = calls(region);
        List<Overlap> overlaps = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Call one = calls.get(i);
            calls.stream()
                    .skip(i + 1L)
                    .takeWhile(other -> other.begin().isBefore(one.end()))
                    .filter(other -> !other.caller().equals(one.caller()))
                    .forEach(other -> overlaps.add(new Overlap(one, other)));
        }
        return overlaps.stream();
    }

    private List<Call> firstCalls(Thaw thaw) {
        return regions().stream()
                .flatMap(region -> firstCall(region, thaw).stream())
                .toList();
    }

    private List<String> regions() {
        return calls.stream().map(Call::region).distinct().toList();
    }

    private List<Call> calls(String region) {
        return calls.stream().filter(call -> call.region().equals(region)).toList();
    }

    private Optional<Call> firstCall(String region, Thaw thaw) {
        return calls(region).stream()
                .filter(call -> call.caller().equals(thaw.caller())
                        && !call.begin().isBefore(thaw.at())
                        && call.begin().isBefore(thaw.at().plus(AT_ONCE)))
                .findFirst();
    }

    @Override
    public String toString() {
        Map<String, Long> callers =
                calls.stream().collect(Collectors.groupingBy(Call::caller, TreeMap::new, Collectors.counting()));
        return "calls " + callers + ", longest silence " + longestSilence();
    }
}
