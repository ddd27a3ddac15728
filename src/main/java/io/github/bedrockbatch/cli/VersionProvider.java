package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            CommandLineInterface.NAME + " " + Version.get(),
            "Commit " + Version.revision(),
            "Java " + Runtime.version() + " (" + vendor() + ")"
        };
    }

    private static String vendor() {
        return System.getProperty("java.vendor", "unknown vendor");
    }
}
