package io.github.bedrockbatch.metrics;

import java.io.IOException;
import java.util.function.Predicate;

/** Writes families sample by sample, each in its line. The first sample of a family comes below what its format wants there. */
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

    /** Starts a sample. */
    void startSample() throws IOException {
        if (!hasBegun) {
            out.write(beginning.head());
            hasBegun = true;
        }
        out.write(beginning.sample());
    }

    void write(TextColumn column, int index) throws IOException {
        column.writeTo(out, index);
    }

    /** Writes the first bytes of a text. */
    void write(TextColumn column, int index, int count) throws IOException {
        column.writeTo(out, index, count);
    }

    void write(byte[] text) throws IOException {
        out.write(text);
    }

    /** Ends a sample. */
    void endSample(double value) throws IOException {
        out.appendLine(value);
    }
}
