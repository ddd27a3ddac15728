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

    /** Goes on with another family. Returns whether it is wanted; else nothing of it may be written. */
    boolean takes(Metric metric) throws IOException {
        hasBegun = false;
        boolean wanted = isWanted.test(metric);
        beginning = wanted ? format.begin(metric) : TextFormat.Beginning.NONE;
        return wanted;
    }

    /** Begins a sample. */
    void begin() throws IOException {
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
    void end(double value) throws IOException {
        out.appendLine(value);
    }
}
