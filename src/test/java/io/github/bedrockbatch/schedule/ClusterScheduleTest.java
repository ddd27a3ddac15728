package io.github.bedrockbatch.schedule;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.store.PostgresSettings;
import io.github.bedrockbatch.testing.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.impl.jdbcjobstore.NoSuchDelegateException;
import org.quartz.simpl.SimpleClassLoadHelper;
import org.slf4j.LoggerFactory;

/** Schedules of several replicas on one PostgreSQL. */
final class ClusterScheduleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String schema = Postgres.newSchema();
    private final JdbcStore store =
            JdbcStore.postgresql(new PostgresSettings(Postgres.url(), schema, null, null, 10), InstantSource.system());
    private final List<Schedule> schedules = new ArrayList<>();
    private final Queue<String> runs = new ConcurrentLinkedQueue<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void failed(String name, Throwable cause) {
            runs.add(name + " failed: " + cause);
        }

        @Override
        public void succeeded(String name) {
            // runs are noted by the tasks
        }
    };

    @BeforeEach
    void open() {
        store.open();
    }

    @AfterEach
    void close() {
        schedules.forEach(Schedule::close);
        store.close();
    }

    @Test
    void eachRunIsOnOneReplicaAndWhatAReplicaLeavesGoesOnOnTheOther() {
        Schedule one = replica("one", InstantSource.system(), 1, "a", "b", "c");
        Schedule other = replica("other", InstantSource.system(), 1, "a", "b", "c");
        one.start();
        other.start();
        await().atMost(PATIENCE).until(() -> runs.size() >= 30);
        long seconds =
                runs.stream().map(run -> run.split(" ", -1)[2]).distinct().count();
        assertThat(runs.size()).as("3 tasks each second").isLessThan(Math.toIntExact(3 * (seconds + 2) + 6));

        one.close();
        int before = runs.size();
        await().atMost(PATIENCE).until(() -> runs.size() >= before + 9);
        assertThat(runs.stream().skip(before + 3L)).allMatch(run -> run.contains(" other "));
    }

    @Test
    void aTriggerThatAReplicaDoesNotKnowIsLeftToTheOthers() throws SQLException {
        Schedule newer = replica("newer", InstantSource.system(), 1, "a", "only newer");
        Schedule older = replica("older", InstantSource.system(), 1, "a");
        newer.start();
        await().atMost(PATIENCE).until(() -> runs.stream().anyMatch(run -> run.startsWith("only newer")));
        newer.stop(Duration.ofSeconds(2));
        runs.clear();
        older.start();
        await().atMost(PATIENCE)
                .until(() -> runs.stream().filter(run -> run.contains("older")).count() >= 5);

        assertThat(runs).noneMatch(run -> run.startsWith("only newer"));
        assertThat(text("SELECT trigger_state FROM quartz_triggers WHERE trigger_name = 'only newer'"))
                .isEqualTo("WAITING");
    }

    @Test
    void aTriggerThatNoReplicaListsIsRemovedAndOneThatIsGoneIsMadeAgain() throws Exception {
        Schedule gone = replica("gone", InstantSource.system(), 1, "a", "unwanted");
        gone.start();
        await().atMost(PATIENCE)
                .until(() -> text("SELECT count(*) FROM listed_task").equals("2"));
        gone.stop(Duration.ZERO);
        execute("UPDATE listed_task SET listed_at = listed_at - INTERVAL '11 minutes'");
        execute("DELETE FROM quartz_simprop_triggers WHERE trigger_name = 'a'");
        execute("DELETE FROM quartz_simple_triggers WHERE trigger_name = 'a'");
        execute("DELETE FROM quartz_triggers WHERE trigger_name = 'a'");

        replica("there", InstantSource.system(), 1, "a").start();

        await().atMost(PATIENCE)
                .until(() -> text("SELECT string_agg(job_name, ',') FROM quartz_job_details")
                        .equals("a"));
        assertThat(text("SELECT string_agg(name, ',') FROM listed_task")).isEqualTo("a");
        await().atMost(PATIENCE).until(() -> runs.stream().anyMatch(run -> run.startsWith("a there")));
    }

    @Test
    void aTriggerThatQuartzGaveUpOrThatAWrongClockSetGoesOn() throws SQLException {
        Schedule there = replica("there", InstantSource.system(), 1, "a", "b");
        there.start();
        await().atMost(PATIENCE).until(() -> runs.size() >= 4);
        execute("UPDATE quartz_triggers SET trigger_state = 'ERROR' WHERE trigger_name = 'a'");
        execute("UPDATE quartz_triggers SET next_fire_time = next_fire_time + 7200000 WHERE trigger_name = 'b'");
        runs.clear();

        await().atMost(PATIENCE)
                .until(() -> runs.stream().filter(run -> run.startsWith("a")).count() >= 2
                        && runs.stream().filter(run -> run.startsWith("b")).count() >= 2);
    }

    /** Otherwise what it ran when it died would stay blocked until the clocks of the others come to where its clock was. */
    @Test
    void theCheckInOfAReplicaWhoseClockIsAheadIsOfTheDatabasesTime() throws SQLException {
        replica("there", InstantSource.system(), 1, "a").start();
        await().atMost(PATIENCE).until(() -> runs.size() >= 2);
        schedules.getFirst().close();
        InstantSource ahead = () -> Instant.now().plus(Duration.ofHours(2));
        KnownTriggersDelegate delegate = delegate(ahead);
        try (Connection connection = connections().getConnection()) {
            delegate.insertSchedulerState(connection, "ahead", ahead.millis(), 2_000);
            delegate.updateSchedulerState(connection, "ahead", ahead.millis());

            assertThat(delegate.selectSchedulerStateRecords(connection, "ahead"))
                    .singleElement()
                    .satisfies(own -> assertThat(Instant.ofEpochMilli(own.getCheckinTimestamp()))
                            .isCloseTo(ahead.instant(), within(30, SECONDS)));
            assertThat(delegate(InstantSource.system()).selectSchedulerStateRecords(connection, "ahead"))
                    .singleElement()
                    .satisfies(seen -> assertThat(Instant.ofEpochMilli(seen.getCheckinTimestamp()))
                            .isCloseTo(Instant.now(), within(30, SECONDS)));
        }
    }

    private static KnownTriggersDelegate delegate(InstantSource clock) {
        KnownTriggersDelegate delegate = new KnownTriggersDelegate(clock);
        try {
            delegate.initialize(
                    LoggerFactory.getLogger(ClusterScheduleTest.class),
                    ClusterTables.PREFIX,
                    ClusterTriggering.SCHEDULE,
                    "ahead",
                    new SimpleClassLoadHelper(),
                    true,
                    "");
        } catch (NoSuchDelegateException e) {
            throw new AssertionError(e);
        }
        return delegate;
    }

    @Test
    void anotherIntervalTakesThePlaceOfTheOldOne() throws SQLException {
        replica("slow", InstantSource.system(), 3_000, "a").start();
        await().atMost(PATIENCE).until(() -> runs.size() == 1);
        schedules.getFirst().stop(Duration.ofSeconds(1));

        replica("quick", InstantSource.system(), 1, "a").start();

        await().atMost(PATIENCE).until(() -> runs.size() >= 4);
        assertThat(text("SELECT int_prop_1 FROM quartz_simprop_triggers")).isEqualTo("1");
    }

    /** The replica that polled decides; one that knows another interval leaves the trigger alone until it polls itself. */
    @Test
    void theReplicaThatPolledLastPacesTheTriggerOfAll() throws SQLException {
        Schedule one = replica("one", InstantSource.system(), 3_000, "a", "b");
        Schedule other = replica("other", InstantSource.system(), 3_000, "a", "b");
        one.start();
        other.start();
        String intervals =
                "SELECT string_agg(int_prop_1::text, ',' ORDER BY trigger_name) FROM quartz_simprop_triggers";
        await().atMost(PATIENCE).until(() -> text(intervals).equals("3000,3000"));

        one.pace("a", Duration.ofSeconds(1));
        await().atMost(PATIENCE).until(() -> text(intervals).equals("1,3000"));
        runs.clear();
        await().atMost(PATIENCE)
                .until(() -> runs.stream().filter(run -> run.startsWith("a")).count() >= 7);
        assertThat(text(intervals)).as("after looks of the other").isEqualTo("1,3000");

        other.pace("a", Duration.ofSeconds(2_000));
        await().atMost(PATIENCE).until(() -> text(intervals).equals("2000,3000"));
        // What this one had set is not there any more, although it still knows it.
        one.pace("a", Duration.ofSeconds(1));
        await().atMost(PATIENCE).until(() -> text(intervals).equals("1,3000"));
    }

    @Test
    void runsATaskSoonOnce() {
        Schedule there = replica("there", InstantSource.system(), 3_000, "a");
        there.start();
        await().atMost(PATIENCE).until(() -> runs.size() == 1);

        // Not if the database is busy with the end of the first run.
        await().atMost(PATIENCE).until(() -> there.runSoon("a"));

        await().atMost(PATIENCE).until(() -> runs.size() == 2);
    }

    @Test
    void aReplicaThatReloadsLeavesTheTriggersOfTasksThatOnlyOthersHave() throws SQLException {
        Schedule one = replica("one", InstantSource.system(), 1, "a", "b");
        Schedule other = replica("other", InstantSource.system(), 1, "a", "b");
        one.start();
        other.start();
        await().atMost(PATIENCE).until(() -> runs.stream().anyMatch(run -> run.startsWith("b")));

        one.change(tasks("one", 1, "a", "c"));
        await().atMost(PATIENCE).until(() -> runs.stream().anyMatch(run -> run.startsWith("c one")));
        assertThat(text("SELECT string_agg(name, ',' ORDER BY name) FROM listed_task"))
                .isEqualTo("a,b,c");
        runs.clear();
        await().atMost(PATIENCE)
                .until(() ->
                        runs.stream().filter(run -> run.startsWith("b other")).count() >= 3);
        assertThat(runs).noneMatch(run -> run.startsWith("b one") || run.contains("failed"));

        other.change(tasks("other", 1, "a", "c"));
        execute("UPDATE listed_task SET listed_at = listed_at - INTERVAL '11 minutes' WHERE name = 'b'");
        await().atMost(PATIENCE)
                .until(() -> text("SELECT string_agg(job_name, ',' ORDER BY job_name) FROM quartz_job_details")
                        .equals("a,c"));
    }

    @Test
    void aReloadMovesNoTriggerOfATaskThatKeepsItsInterval() throws SQLException {
        Schedule there = replica("there", InstantSource.system(), 3_000, "a", "b");
        there.start();
        await().atMost(PATIENCE).until(() -> runs.size() == 2);
        String times = "SELECT start_time || ' ' || next_fire_time FROM quartz_triggers WHERE trigger_name = 'a'";
        String before = text(times);

        List<Task> next = new ArrayList<>(tasks("there", 3_000, "a"));
        next.addAll(tasks("there", 1, "b"));
        there.change(next);

        await().atMost(PATIENCE)
                .until(() -> runs.stream().filter(run -> run.startsWith("b")).count() >= 3);
        assertThat(text(times)).isEqualTo(before);
        assertThat(runs.stream().filter(run -> run.startsWith("a"))).hasSize(1);
    }

    /** Otherwise nothing would say why no task runs. */
    @Test
    void tellsThatItsTablesCannotBeUsedAndThatTheyCanAgain() throws SQLException {
        Schedule there = replica("there", InstantSource.system(), 1, "a");
        there.start();
        await().atMost(PATIENCE).until(() -> runs.size() >= 2);

        execute("ALTER TABLE listed_task RENAME TO gone");
        execute("ALTER TABLE quartz_simprop_triggers RENAME TO gone_too");
        await().atMost(PATIENCE)
                .until(() -> runs.stream()
                        .anyMatch(run -> run.startsWith("schedule failed: ")
                                && run.contains("relation \"quartz_simprop_triggers\" does not exist")));
        execute("ALTER TABLE gone RENAME TO listed_task");
        execute("ALTER TABLE gone_too RENAME TO quartz_simprop_triggers");
        runs.clear();

        await().atMost(PATIENCE)
                .until(() ->
                        runs.stream().filter(run -> run.startsWith("a there")).count() >= 2);
    }

    private Schedule replica(String name, InstantSource clock, long interval, String... tasks) {
        Schedule schedule = Schedule.shared(tasks(name, interval, tasks), clock, listener, this::connections, name);
        schedules.add(schedule);
        return schedule;
    }

    private List<Task> tasks(String replica, long interval, String... names) {
        return Stream.of(names)
                .map(name -> new Task(
                        name,
                        Duration.ofSeconds(interval),
                        () -> runs.add(
                                name + " " + replica + " " + Instant.now().getEpochSecond())))
                .toList();
    }

    private DataSource connections() {
        return store.dataSource().orElseThrow();
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = connections().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
