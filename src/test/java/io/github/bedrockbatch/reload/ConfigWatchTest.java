package io.github.bedrockbatch.reload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A change is taken once two looks agree on it, and only once. */
final class ConfigWatchTest {
    private String now = "old";
    private String known = "old";
    private int reloads;

    private final ConfigWatch<String> watch = new ConfigWatch<>(() -> now, () -> known, () -> reloads++);

    @Test
    void takesNothingWhileNothingChanges() {
        looks(5);
        assertThat(reloads).isZero();
    }

    @Test
    void takesAChangeThatTwoLooksAgreeOn() {
        now = "new";
        looks(1);
        assertThat(reloads).isZero();
        looks(1);
        assertThat(reloads).isEqualTo(1);
    }

    @Test
    void waitsWhileAFileIsWritten() {
        for (String part : new String[] {"n", "ne", "new"}) {
            now = part;
            looks(1);
        }
        assertThat(reloads).isZero();
        looks(1);
        assertThat(reloads).isEqualTo(1);
    }

    @Test
    void forgetsAChangeThatWasTakenBack() {
        now = "new";
        looks(1);
        now = "old";
        looks(1);
        now = "new";
        looks(1);
        assertThat(reloads).isZero();
    }

    /** A broken file is known as well once a reload has seen it. */
    @Test
    void leavesAloneWhatAReloadHasSeen() {
        now = "broken";
        looks(2);
        known = "broken";
        looks(5);
        assertThat(reloads).isEqualTo(1);
        now = "mended";
        looks(2);
        assertThat(reloads).isEqualTo(2);
    }

    private void looks(int count) {
        for (int i = 0; i < count; i++) {
            watch.look();
        }
    }
}
