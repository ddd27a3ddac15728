package io.github.bedrockbatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextChunksTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 200_001})
    void givesBackWhatWasWrittenInPiecesThatAreNotLarge(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        TextChunks chunks = new TextChunks();
        List<Integer> pieces = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] piece, int offset, int count) {
                pieces.add(count);
                super.write(piece, offset, count);
            }
        };

        for (int from = 0; from < length; from += 7_001) {
            chunks.write(bytes[from]);
            chunks.write(bytes, from + 1, Math.min(7_000, length - from - 1));
        }
        chunks.writeTo(out);

        assertThat(chunks.size()).isEqualTo(length);
        assertThat(out.toByteArray()).isEqualTo(bytes);
        assertThat(pieces).allMatch(count -> count <= 65_536);
    }
}
