package io.github.bedrockbatch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.watch.WatchPlan;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoConfigurationTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void watchesTheWholeFleetAndNamesItsAccounts() throws ConfigException {
        Configuration configuration = DemoConfiguration.of(URI.create("http://127.0.0.1:1"));
        Set<Target> fleet = Fleet.demo(START).jobsUntil(START.plusSeconds(60)).stream()
                .map(job -> Target.of(JobArn.parse(job.arn())))
                .collect(Collectors.toSet());
        WatchPlan plan = WatchPlan.of(configuration, account -> List.of(), Optional::empty);

        assertThat(plan.targets()).containsExactlyInAnyOrderElementsOf(fleet);
        assertThat(configuration.aws().accountNames())
                .containsOnlyKeys(
                        fleet.stream().map(Target::accountId).distinct().toList());
        assertThat(configuration.metrics().tagLabels()).containsExactly("team", "cost-centre");
        assertThat(configuration.manifests().enabled()).isTrue();
    }

    /** The store is in memory, and a demo may run for days. */
    @Test
    void forgetsTransitionsAfterTheDayThatIsShown() throws ConfigException {
        Configuration configuration = DemoConfiguration.of(URI.create("http://127.0.0.1:1"));
        assertThat(configuration.retention().journal()).isEqualTo(Duration.ofDays(1));
        assertThat(configuration.retention().terminalJobs()).isLessThanOrEqualTo(Duration.ofDays(1));
    }
}
