package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.ValueType.FreeText;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes what was read as YAML without its secrets: every key with the value in force, in the catalogue's order. */
final class ConfigWriter {
    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setDereferenceAliases(true)
            .setSplitLines(false)
            // Escapes what a terminal would not show as it is, such as marks that reverse the direction of a text.
            .setUseUnicodeEncoding(false)
            .build();

    private ConfigWriter() {}

    static <R> String write(List<Key<R>> keys, R record) {
        return new Dump(SETTINGS, new Representer()).dumpToString(Key.write(keys, record));
    }

    private static final class Representer extends StandardRepresenter {
        Representer() {
            super(SETTINGS);
            representers.put(
                    FreeText.class,
                    data -> representScalar(Tag.STR, ((FreeText) data).text(), ScalarStyle.DOUBLE_QUOTED));
        }
    }
}
