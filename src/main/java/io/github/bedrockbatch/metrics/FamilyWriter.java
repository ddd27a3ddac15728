package io.github.bedrockbatch.metrics;

import java.io.IOException;
import java.util.function.Predicate;

/** Writes families sample by sample. The first sample of a family comes below what its format wants there. */
final class FamilyWriter {
    private final TextBuffer out;
    private final TextFormat format;
    private final Predicate<Metric> isWanted;
    private TextFormat.Beginning beginning = TextFormat.Beginning.NONE;
    private boolean hasBegun;

    FamilyWriter(TextBuffer out, TextFormat format, Predicate<Metric> isWanted) {
        this.out = out;
        this.format = format;
        this.isWanted = isWanted;
    }

    /** Starts a family. Returns whether it is wanted, as nothing may be written of one that is not. */
    boolean start(Metric metric) throws IOException {
        hasBegun = false;
        boolean wanted = isWanted.test(metric);
        beginning = wanted ? format.begin(metric) : TextFormat.Beginning.NONE;
        return wanted;
    }

    /** Writes a sample: its labels, and what ends them. */
    void sample(TextColumn labels, int row, TextColumn ends, int end, double value) throws IOException {
        sample(labels, row, labels.length(row), ends, end, value);
    }

    /** Writes a sample that has only the first bytes of a row's labels. */
    void sample(TextColumn labels, int row, int length, TextColumn ends, int end, double value) throws IOException {
        if (!hasBegun) {
            out.write(beginning.head());
            hasBegun = true;
        }
        out.appendSample(beginning.sample(), labels, row, length, ends, end, value);
    }
}
