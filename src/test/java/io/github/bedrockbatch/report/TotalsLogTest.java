package io.github.bedrockbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.testing.LogLines;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TotalsLogTest {
    private static final Target EAST = new Target("123456789012", "us-east-1");
    private static final Target WEST = new Target("123456789012", "us-west-2");

    @RegisterExtension
    private final LogLines lines = new LogLines(TotalsLog.class.getName());

    private final TotalsLog log = new TotalsLog();

    @Test
    void namesBadTotalsInOneLineAndOnce() {
        Set<Total.Key> bad = Set.of(records("nova", "success"), records("nova", "error"));
        log.read(changes(Map.of(), bad));
        log.read(changes(Map.of(), bad));

        assertThat(lines.list())
                .singleElement()
                .asString()
                .startsWith("[WARN] RECORDS of 123456789012/us-east-1 (nova, error), "
                        + "RECORDS of 123456789012/us-east-1 (nova, success): invalid totals in the store: ");
    }

    @Test
    void saysOnceOfEachTotalThatItIsFull() {
        for (int i = 0; i < 3; i++) {
            log.read(changes(
                    Map.of(
                            records("nova", "success"), Long.MAX_VALUE,
                            records("lite", "success"), Long.MAX_VALUE,
                            records("nova", "error"), Long.MAX_VALUE - 1),
                    Set.of()));
        }

        assertThat(lines.list())
                .containsExactlyInAnyOrder(
                        "[WARN] RECORDS of 123456789012/us-east-1 (nova, success): this total has reached its "
                                + "maximum and no longer increases",
                        "[WARN] RECORDS of 123456789012/us-east-1 (lite, success): this total has reached its "
                                + "maximum and no longer increases");
    }

    @Test
    void saysOnceOfEachTargetThatModelsAreFolded() {
        for (int i = 0; i < 2; i++) {
            log.read(changes(
                    Map.of(
                            records("other", "success"),
                            1L,
                            new Total.Key(Total.TOKENS, EAST, "other", "input", ""),
                            1L,
                            new Total.Key(Total.RECORDS, WEST, "other", "success", ""),
                            1L,
                            new Total.Key(Total.TRANSITIONS, WEST, "", "other", "Failed"),
                            1L),
                    Set.of()));
        }

        assertThat(lines.list())
                .hasSize(2)
                .allMatch(line -> line.contains(": jobs of more than 200 models were counted. "))
                .anyMatch(line -> line.startsWith("[WARN] 123456789012/us-east-1: "))
                .anyMatch(line -> line.startsWith("[WARN] 123456789012/us-west-2: "));
    }

    @Test
    void saysNothingOfTotalsThatAreWell() {
        log.read(changes(Map.of(records("nova", "success"), 0L), Set.of()));

        assertThat(lines.list()).isEmpty();
    }

    private static Changes changes(Map<Total.Key, Long> totals, Set<Total.Key> bad) {
        return new Changes(1, 0, List.of(), List.of(), Map.of(), totals, bad);
    }

    private static Total.Key records(String model, String result) {
        return new Total.Key(Total.RECORDS, EAST, model, result, "");
    }
}
