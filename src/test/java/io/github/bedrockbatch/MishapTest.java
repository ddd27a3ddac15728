package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.Scenario.Picture;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.store.Mishap;
import io.github.bedrockbatch.store.Mishap.Kind;
import io.github.bedrockbatch.store.MishapStore;
import io.github.bedrockbatch.store.MortalPostgres;
import io.github.bedrockbatch.store.MortalStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds that it makes no difference whether a store fails, or the process dies, at any single point: of opening, of making
 * the tables, of recording, of moving the cursor, of pruning. Each point is tried.
 */
class MishapTest {
    @TempDir
    private Path directory = Path.of(".");

    @ParameterizedTest
    @EnumSource
    void makesNoDifferenceOnSqlite(Kind kind) {
        int points = tryEachPoint(kind, mishap -> {
            MortalStore file = new MortalStore(directory.resolve(mishap.toString()), mishap);
            return new Scenario(file::next, mishap);
        });
        assertThat(points).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void makesNoDifferenceOnPostgresql(Kind kind) {
        int points = tryEachPoint(kind, mishap -> {
            MortalPostgres database = new MortalPostgres(mishap);
            return new Scenario(database::next, mishap);
        });
        assertThat(points).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "FAILS_AFTERWARDS"})
    void makesNoDifferenceInMemory(Kind kind) {
        int points = tryEachPoint(kind, mishap -> {
            JobStore store = new MishapStore(new MemoryStore(), mishap);
            return new Scenario(() -> store, mishap);
        });
        assertThat(points).isGreaterThan(10);
    }

    @Test
    void theScenarioGoesThroughAllThatAStoreDoes() {
        JobStore store = new MemoryStore();
        Scenario scenario = new Scenario(() -> store, Mishap.none(Kind.FAILS)).play();

        assertThat(scenario.events())
                .extracting(event -> event.fields().get("to"))
                .contains("Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired", "Paused");
        assertThat(scenario.events())
                .extracting(event -> event.fields().get("event"))
                .containsOnly("job_transition", "job_settled", "job_manifest");
        List<Picture> pictures = List.copyOf(scenario.pictures().values());
        assertThat(pictures)
                .anySatisfy(step -> assertThat(step.state().tombstones()).isNotEmpty());
        assertThat(pictures)
                .anySatisfy(step -> assertThat(step.view().lookups()).isNotEmpty());
        assertThat(pictures)
                .anySatisfy(step -> assertThat(step.state().jobs().values())
                        .extracting(TrackedJob::manifest)
                        .hasAtLeastOneElementOfType(ManifestState.Awaited.class)
                        .hasAtLeastOneElementOfType(ManifestState.Read.class));
        assertThat(pictures.getLast().state().tombstones()).hasSizeLessThan(8);
        assertThat(pictures.getLast().journal())
                .hasSizeLessThan(scenario.events().size());
    }

    /** Plays the scenario once without a mishap, then with one at each of its points. */
    private static int tryEachPoint(Kind kind, Function<Mishap, Scenario> scenarios) {
        Mishap none = Mishap.none(kind);
        Scenario undisturbed = scenarios.apply(none).play();
        assertGapless(undisturbed);
        IntStream.rangeClosed(1, none.points()).parallel().forEach(point -> {
            Mishap mishap = new Mishap(kind, point);
            try {
                assertNoDifference(scenarios.apply(mishap).play(), undisturbed);
                assertThat(mishap.happened()).isTrue();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(mishap.toString(), e);
            }
        });
        System.out.println(kind + ": " + none.points() + " points");
        return none.points();
    }

    private static void assertNoDifference(Scenario scenario, Scenario undisturbed) {
        assertThat(undisturbed.pictures()).containsAllEntriesOf(scenario.pictures());
        assertThat(scenario.pictures()).isNotEmpty();
        assertThat(scenario.events()).isEqualTo(undisturbed.events());
    }

    /** No number is left out: those of the first entries that are left were given to the pruned ones. */
    private static void assertGapless(Scenario scenario) {
        for (Picture picture : scenario.pictures().values()) {
            List<Long> numbers =
                    picture.journal().stream().map(JournalEntry::number).toList();
            if (!numbers.isEmpty()) {
                assertThat(numbers)
                        .isEqualTo(LongStream.rangeClosed(numbers.getFirst(), numbers.getLast())
                                .boxed()
                                .toList());
            }
        }
    }
}
