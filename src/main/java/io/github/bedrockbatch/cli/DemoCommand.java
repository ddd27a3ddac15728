package io.github.bedrockbatch.cli;

import picocli.CommandLine.Command;

@Command
final class DemoCommand implements Runnable {
    @Override
    public void run() {}
}
