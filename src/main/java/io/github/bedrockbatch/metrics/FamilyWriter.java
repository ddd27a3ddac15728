package io.github.bedrockbatch.metrics;

import java.io.IOException;

/** Writes a family. The first sample comes below what its format wants there. */
final class FamilyWriter implements SampleWriter {
    private final TextBuffer out;
    private final TextFormat.Beginning beginning;
    private boolean hasBegun;

    FamilyWriter(TextBuffer out, TextFormat.Beginning beginning) {
        this.out = out;
        this.beginning = beginning;
    }

    @Override
    public void sample(TextColumn labels, int row, int labelsLength, TextColumn ends, int end) throws IOException {
        if (!hasBegun) {
            out.append(beginning.head());
            hasBegun = true;
        }
        out.appendSample(beginning.sample(), labels, row, labelsLength, ends, end);
    }
}
