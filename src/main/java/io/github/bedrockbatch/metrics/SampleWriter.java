package io.github.bedrockbatch.metrics;

import java.io.IOException;

/** Takes the samples of a family as text, one after the other. */
interface SampleWriter {
    /**
     * Takes a sample.
     *
     * @param labelsLength how many bytes of the row's labels it has
     * @param end the text in {@code ends} that comes after them: further labels, the value and the end of the line
     */
    void sample(TextColumn labels, int row, int labelsLength, TextColumn ends, int end) throws IOException;

    /** Takes a sample that has all labels of a row. */
    default void sample(TextColumn labels, int row, TextColumn ends, int end) throws IOException {
        sample(labels, row, labels.length(row), ends, end);
    }
}
