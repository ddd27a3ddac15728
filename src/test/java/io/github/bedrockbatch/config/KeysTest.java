package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.config.Key.Group;
import io.github.bedrockbatch.config.Key.Setting;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The catalogue has the keys of the records, and what it shows of them can be read. */
@NullMarked
final class KeysTest {
    private static final Path EXAMPLE = Path.of("config/bedrock-batch-exporter.yml");

    @Test
    void hasTheComponentsOfEachRecord() throws IOException, ConfigException {
        assertKeys(Keys.ALL, everyKeySet());
    }

    private static <R> void assertKeys(List<Key<R>> keys, R section) {
        if (section instanceof Record) {
            assertThat(keys.stream().map(Key::name))
                    .containsExactlyElementsOf(Arrays.stream(section.getClass().getRecordComponents())
                            .map(RecordComponent::getName)
                            .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                            .toList());
        }
        for (Key<R> key : keys) {
            if (key instanceof Group<R, ?> group) {
                assertGroup(group, section);
            }
        }
    }

    private static <R, S> void assertGroup(Group<R, S> group, R section) {
        List<S> sections = group.components().apply(section);
        assertThat(sections).as(group.name()).isNotEmpty();
        sections.forEach(child -> assertKeys(group.keys(), child));
    }

    @Test
    void theExampleSetsNothing() throws IOException, ConfigException {
        assertThat(Texts.load(Files.readString(EXAMPLE))).isEqualTo(Configuration.defaults());
    }

    /** What a key shows, once it is uncommented, is its default, or else an example that differs from what an absent key means. */
    @Test
    void theExampleShowsDefaultsAndExamples() throws IOException, ConfigException {
        assertShown(Keys.ALL, everyKeySet());
    }

    private static <R> void assertShown(List<Key<R>> keys, R section) {
        for (Key<R> key : keys) {
            switch (key) {
                case Setting<R, ?> setting -> assertShown(setting, section);
                case Group<R, ?> group -> assertShownBelow(group, section);
            }
        }
    }

    private static <R, S> void assertShownBelow(Group<R, S> group, R section) {
        group.components().apply(section).forEach(child -> assertShown(group.keys(), child));
    }

    private static <R, T> void assertShown(Setting<R, T> setting, R section) {
        T shown = setting.component().apply(section);
        if (!Wording.hasDefault(setting)) {
            assertThat(shown).as(setting.name()).isNotEqualTo(setting.value().standard());
        } else {
            assertThat(shown).as(setting.name()).isEqualTo(setting.value().standard());
        }
    }

    private static Configuration everyKeySet() throws IOException, ConfigException {
        return Texts.load(ExampleDocument.uncommented(Files.readString(EXAMPLE)));
    }
}
