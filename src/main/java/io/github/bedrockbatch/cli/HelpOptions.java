package io.github.bedrockbatch.cli;

import picocli.CommandLine.Option;

/** What every command answers. */
final class HelpOptions {
    @Option(names = "--help", usageHelp = true, description = "Shows this help and exits.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Shows version and Java runtime and exits.")
    private boolean version;
}
