package io.github.bedrockbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void demoShowsAllOutcomesWithinAMinute() {
        assertThat(statuses(Fleet.demo(START), START.plusSeconds(60)))
                .contains("Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired");
    }

    /** List shows the jobs of two hours and those that have not ended, however long the demo runs. */
    @Test
    void demoGoesOnAndForgetsTheOldest() {
        JobBook book = new JobBook(Fleet.demo(START));
        List<SimulatedJob> later = book.jobs(START.plus(Duration.ofHours(6)), job -> true);
        List<SimulatedJob> muchLater = book.jobs(START.plus(Duration.ofDays(3)), job -> true);
        assertThat(later.size()).isBetween(300, 600);
        assertThat(muchLater.size()).isBetween(later.size() - 20, later.size() + 20);
        assertThat(muchLater).extracting(SimulatedJob::id).doesNotHaveDuplicates();
        assertThat(muchLater)
                .anyMatch(job ->
                        !job.timeline().at(START.plus(Duration.ofDays(3))).terminal());
    }

    /** The exporter keeps the jobs of a day in its metrics, up to 5,000. */
    @Test
    void demoHasFewerJobsADayThanAreShown() {
        assertThat(Fleet.demo(START).jobsUntil(START.plus(Duration.ofHours(24))).size())
                .isBetween(3_000, 5_000);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "5", "11", "29", "71"})
    void demoAlwaysHasAJobThatRunsForHoursAndOneThatWaits(long hours) {
        Instant now = START.plus(Duration.ofHours(hours)).plusSeconds(30);
        List<SimulatedJob> jobs = new JobBook(Fleet.demo(START)).jobs(now, job -> true);
        assertThat(jobs)
                .anyMatch(job -> job.name().startsWith("reindex-archive")
                        && job.status(now).equals("InProgress"));
        assertThat(jobs)
                .anyMatch(job -> job.name().startsWith("forecast-demand")
                        && job.status(now).equals("Scheduled"));
    }

    @Test
    void aJobIsKnownForATimeAfterItsEndHoweverLongItTook() {
        JobScript slow = JobScript.of(
                SimulatorConfig.DEFAULT_ACCOUNT,
                "us-east-1",
                "slow",
                Outcome.COMPLETED,
                START,
                Timings.ofSeconds(1, 1, 1, 36_000, 1));
        JobBook book = new JobBook(new Fleet(List.of(Arrivals.once(slow)), Duration.ofHours(1)));
        assertThat(book.jobs(START.plus(Duration.ofHours(11)), job -> true)).hasSize(1);
        assertThat(book.jobs(START.plus(Duration.ofMinutes(661)), job -> true)).isEmpty();
    }

    @Test
    void demoIsTheSameEachTime() {
        Instant later = START.plusSeconds(500);
        assertThat(new JobBook(Fleet.demo(START)).jobs(later, job -> true))
                .containsExactlyElementsOf(new JobBook(Fleet.demo(START)).jobs(later, job -> true));
    }

    @Test
    void theExampleInConfigIsPlayed() throws IOException {
        SimulatorConfig config = FleetLoader.load(Path.of("config/simulator.yml"), START);
        assertThat(config.requestsPerSecond()).isEqualTo(50);
        assertThat(config.faults()).hasSize(2);
        assertThat(statuses(config.fleet(), START.plusSeconds(60)))
                .contains("Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired");
        Optional<SimulatedJob> archive = new JobBook(config.fleet())
                .jobs(START, job -> job.id().equals("abcdefghijk1")).stream().findFirst();
        assertThat(archive.orElseThrow().status(START)).isEqualTo("Completed");
    }

    @Test
    void speedDividesPhasesAndArrivals() {
        SimulatorConfig config = FleetLoader.parse("""
                speed: 60
                jobs:
                  - {name: hourly, every: 1h, count: 3, timeline: {submitted: 1m, validating: 1m, scheduled: 1m, in_progress: 1m}}
                """, START);
        List<SimulatedJob> jobs = new JobBook(config.fleet()).jobs(START.plusSeconds(200), job -> true);
        assertThat(jobs)
                .extracting(SimulatedJob::submitted)
                .containsExactly(START, START.plusSeconds(60), START.plusSeconds(120));
        assertThat(jobs.getFirst().timeline().beginningOf("Completed")).contains(START.plusSeconds(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jobs: 3 | \"3\": jobs must be a list",
                "[1, 2] | \"[1, 2]\": the script must be a mapping",
                "sped: 3 | \"sped\": unknown key at sped",
                "speed: 0 | 0.0: speed must be greater than 0",
                "jobs: [{outcome: Failed}] | \"\": jobs[0].name is missing",
                "jobs: [{name: a, outcome: Done}] | \"Done\": must be one of Completed",
                "jobs: [{name: a, timeline: {validating: soon}}] | \"soon\": jobs[0].timeline.validating must be a duration",
                "jobs: [{name: a}, {name: a}] | \"a\": jobs[1].name must be unique",
                "jobs: [{name: a, errors: 5, records: 3}] | \"5\": errors must be 0 to records (3) (at jobs[0])",
                "jobs: [{name: a, id: short}] | \"short\": a job id has 12 characters",
                "jobs: [{name: a, every: 0}] | PT0S: jobs without end",
                "faults: [{kind: error, status: 200}] | 200: the status of an error must be 400 to 599 (at faults[0])",
                "a: [ | not YAML"
            })
    void badScriptsSayWhatIsWrong(String yaml, String message) {
        assertThatThrownBy(() -> FleetLoader.parse(yaml, START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message.strip());
    }

    private static List<String> statuses(Fleet fleet, Instant now) {
        return new JobBook(fleet)
                .jobs(now, job -> true).stream().map(job -> job.status(now)).toList();
    }
}
