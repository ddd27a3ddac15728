package io.github.bedrockbatch.metrics;

import java.io.IOException;

/** Writes a family sample by sample. The first sample comes below what its format wants there. */
final class FamilyWriter {
    private final TextBuffer out;
    private final TextFormat.Beginning beginning;
    private int samples;

    FamilyWriter(TextBuffer out, TextFormat.Beginning beginning) {
        this.out = out;
        this.beginning = beginning;
    }

    /** Returns how many samples were written. */
    int samples() {
        return samples;
    }

    /** Writes a sample: its labels, and what ends them. */
    void sample(TextColumn labels, int row, TextColumn ends, int end) throws IOException {
        sample(labels, row, labels.length(row), ends, end);
    }

    /** Writes a sample that has only the first bytes of a row's labels. */
    void sample(TextColumn labels, int row, int length, TextColumn ends, int end) throws IOException {
        if (samples++ == 0) {
            out.append(beginning.head());
        }
        out.appendSample(beginning.sample(), labels, row, length, ends, end);
    }
}
