package io.github.bedrockbatch.awscli.output;

/**
 * The settings of a table.
 *
 * @param title of the whole
 * @param width in columns, beyond which single rows are turned upright
 */
public record TableLayout(String title, int width, boolean coloured) {
    /** Where stdout is no terminal. */
    public static final int DEFAULT_WIDTH = 80;
}
