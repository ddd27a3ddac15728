package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.Scenario.Picture;
import io.github.bedrockbatch.poll.JobStore;
import io.github.bedrockbatch.poll.JournalEntry;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.store.Mishap;
import io.github.bedrockbatch.store.Mishap.Kind;
import io.github.bedrockbatch.store.MishapStore;
import io.github.bedrockbatch.store.MortalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
    void makesNoDifferenceOnSqlite(Kind kind) throws IOException {
        int points = tryEachPoint(kind, mishap -> {
            MortalStore file = new MortalStore(directory.resolve("run"), mishap);
            return new Scenario(file::next, mishap);
        });
        assertThat(points).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "FAILS_AFTERWARDS"})
    void makesNoDifferenceInMemory(Kind kind) throws IOException {
        int points = tryEachPoint(kind, mishap -> {
            JobStore store = new MishapStore(new MemoryStore(), mishap);
            return new Scenario(() -> store, mishap);
        });
        assertThat(points).isGreaterThan(20);
    }

    @Test
    void theScenarioGoesThroughAllThatAStoreDoes() {
        Mishap none = new Mishap(Kind.FAILS, Integer.MAX_VALUE);
        JobStore store = new MemoryStore();
        Scenario scenario = new Scenario(() -> store, none).play();

        assertThat(scenario.events())
                .extracting(event -> event.fields().get("to"))
                .contains("Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired", "Paused");
        assertThat(scenario.events())
                .extracting(event -> event.fields().get("event"))
                .containsOnly("job_transition", "job_settled");
        List<Picture> pictures = scenario.pictures();
        assertThat(pictures)
                .anySatisfy(step -> assertThat(step.state().tombstones()).isNotEmpty());
        assertThat(pictures)
                .anySatisfy(step -> assertThat(step.view().lookups()).isNotEmpty());
        assertThat(pictures.getLast().state().tombstones()).hasSizeLessThan(8);
        assertThat(pictures.getLast().journal())
                .hasSizeLessThan(scenario.events().size());
    }

    /** Plays the scenario with a mishap at one point after the other, until it has no such point any more. */
    private int tryEachPoint(Kind kind, Function<Mishap, Scenario> scenarios) throws IOException {
        Scenario undisturbed = play(new Mishap(kind, Integer.MAX_VALUE), scenarios);
        assertGapless(undisturbed);
        int point = 0;
        Mishap mishap;
        do {
            point++;
            mishap = new Mishap(kind, point);
            Scenario scenario = play(mishap, scenarios);
            String description = kind + " at point " + point;
            assertThat(scenario.pictures()).as(description).isEqualTo(undisturbed.pictures());
            assertThat(scenario.events()).as(description).isEqualTo(undisturbed.events());
        } while (mishap.happened());
        System.out.println(kind + ": " + (point - 1) + " points");
        return point - 1;
    }

    private Scenario play(Mishap mishap, Function<Mishap, Scenario> scenarios) throws IOException {
        try {
            return scenarios.apply(mishap).play();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(mishap.toString(), e);
        } finally {
            clear();
        }
    }

    /** No number is left out: those of the first entries that are left were given to the pruned ones. */
    private static void assertGapless(Scenario scenario) {
        for (Picture picture : scenario.pictures()) {
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

    private void clear() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }
}
