package io.github.bedrockbatch.web.page;

/** Something with its name. */
public record Fact(String name, String value) {}
