package io.github.bedrockbatch.web.page;

/**
 * A figure of the fleet.
 *
 * @param link to what it counts
 * @param note what it counts, more closely
 * @param style the class of its colour
 */
public record Tile(String name, String value, String note, String link, String style) {}
