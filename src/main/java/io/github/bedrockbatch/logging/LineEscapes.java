package io.github.bedrockbatch.logging;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/** JSON's own escapes, and those of every {@link Unprintable} character. */
final class LineEscapes extends CharacterEscapes {
    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] escapes = standardAsciiEscapesForJSON();
        escapes[0x7F] = ESCAPE_STANDARD;
        return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int unit) {
        return Unprintable.test(unit) ? new SerializedString(Unprintable.escape(unit)) : null;
    }
}
