package io.github.bedrockbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.testing.LogLines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No SIGHUP is lost, whenever it comes. */
class HangupTest {
    @RegisterExtension
    final LogLines log = new LogLines(Hangup.class.getName());

    private final List<String> done = new ArrayList<>();
    private final Hangup hangup = new Hangup();

    @Test
    void doesNothingUnlessItComes() {
        hangup.asksFor(() -> done.add("reload"));
        assertThat(done).isEmpty();
    }

    @Test
    void doesWhatItAsksForEachTime() {
        hangup.asksFor(() -> done.add("reload"));
        hangup.arrived();
        hangup.arrived();
        assertThat(done).hasSize(2);
    }

    @Test
    void isKeptInMindUntilThereIsSomethingToAskFor() {
        hangup.arrived();
        hangup.arrived();
        assertThat(done).isEmpty();
        hangup.asksFor(() -> done.add("reload"));
        assertThat(done).hasSize(1);
    }

    @Test
    void saysThatItWillNotCome() {
        hangup.asksFor(() -> done.add("reload"));
        assertThat(log.list()).hasSize(1).first().asString().contains("SIGHUP cannot be handled", "POST /-/reload");
    }
}
