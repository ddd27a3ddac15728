package io.github.bedrockbatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.testing.SettableClock;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ResilientRegistryTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final List<Set<String>> told = new ArrayList<>();
    private final ResilientRegistry registry =
            new ResilientRegistry(clock, leftOut -> told.add(Set.copyOf(leftOut.keySet())));
    private boolean broken = true;
    private int collections;

    @BeforeEach
    void registerWhatIsWell() {
        Counter.builder()
                .name("things_total")
                .help("Things.")
                .withoutExemplars()
                .register(registry)
                .inc(3);
    }

    @Test
    void leavesOutAFamilyThatThrows() {
        registerBroken();

        assertThat(Exposed.text(registry)).contains("things_total 3.0").doesNotContain("broken");
        assertThat(told).containsExactly(Set.of("broken"));
    }

    @Test
    void leavesOutOneFamilyOfManyThatACollectorHas() {
        FamilyCollector families = () -> Map.of(
                "bad",
                        () -> {
                            throw new ArithmeticException("bad");
                        },
                "good", () -> of(gauge("good_gauge", 7)));
        registry.register(families);

        assertThat(Exposed.text(registry)).contains("things_total 3.0", "good_gauge 7.0");
        assertThat(told).containsExactly(Set.of("bad"));
    }

    @Test
    void leavesOutACollectorThatThrowsAsAWhole() {
        registry.register((MultiCollector) () -> {
            throw new IllegalStateException("all of it");
        });
        FamilyCollector unready = () -> {
            throw new IllegalStateException("no state");
        };
        registry.register(unready);

        assertThat(Exposed.text(registry)).contains("things_total 3.0");
        assertThat(told.getFirst()).hasSize(2);
    }

    @Test
    void leavesOutAFamilyWhoseNameAnotherHasWithAnotherType() {
        registry.register((MultiCollector) () -> MetricSnapshots.of(gauge("twice", 1)));
        registry.register((FamilyCollector) () -> Map.of("second", () -> of(counter("twice"))));

        assertThat(Exposed.text(registry)).contains("things_total 3.0", "twice 1.0");
        assertThat(told).containsExactly(Set.of("second"));
    }

    @Test
    void collectsByNameWhatIsAskedForAndRemembersNothingOfIt() {
        registerBroken();
        registry.register((FamilyCollector)
                () -> Map.of("a", () -> of(gauge("a_gauge", 1)), "b", () -> of(gauge("b_gauge", 2))));

        MetricSnapshots some =
                registry.scrape(name -> Set.of("b_gauge", "broken").contains(name));

        assertThat(some.stream().map(family -> family.getMetadata().getName())).containsExactly("b_gauge");
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsTakenBackIsNotCollected() {
        Collector gauge = registerBroken();
        MultiCollector families = () -> MetricSnapshots.of(gauge("taken", 1));
        registry.register(families);
        registry.unregister(gauge);
        registry.unregister(families);

        assertThat(Exposed.text(registry)).contains("things_total").doesNotContain("taken");
        assertThat(told).containsExactly(Set.of());
        registry.clear();
        assertThat(Exposed.text(registry)).isEmpty();
    }

    @Test
    void isInTroubleWhileSomethingIsLeftOutAndFindsOutByItselfWhenItIsOver() {
        registerBroken();
        assertThat(registry.trouble()).isEmpty();
        registry.scrape();

        assertThat(registry.trouble())
                .contains(
                        "these metrics cannot be collected and are missing from /metrics. The log has the reason: broken");
        assertThat(registry.trouble()).isPresent();
        assertThat(collections).isEqualTo(1);
        broken = false;
        clock.advance(Duration.ofSeconds(15).minusNanos(1));
        assertThat(registry.trouble()).isPresent();
        clock.advance(Duration.ofNanos(1));
        assertThat(registry.trouble()).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(registry.trouble()).isEmpty();
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void aScrapeTellsOfTroubleAndOfItsEnd() {
        registerBroken();
        registry.scrape();
        assertThat(registry.trouble()).isPresent();
        broken = false;
        registry.scrape();
        assertThat(registry.trouble()).isEmpty();
        assertThat(collections).isEqualTo(2);
    }

    private Collector registerBroken() {
        return GaugeWithCallback.builder()
                .name("broken")
                .help("Broken.")
                .callback(callback -> {
                    collections++;
                    if (broken) {
                        throw new IllegalStateException("cannot be collected");
                    }
                    callback.call(1);
                })
                .register(registry);
    }

    private static Collected of(MetricSnapshot family) {
        return () -> List.of(family);
    }

    private static MetricSnapshot gauge(String name, double value) {
        return new GaugeSnapshot(
                new MetricMetadata(name),
                List.of(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value)
                        .build()));
    }

    private static MetricSnapshot counter(String name) {
        return new CounterSnapshot(
                new MetricMetadata(name),
                List.of(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(1)
                        .build()));
    }
}
