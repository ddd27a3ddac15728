package io.github.bedrockbatch.cli;

import picocli.CommandLine.Command;

@Command
final class SimulatorCommand implements Runnable {
    @Override
    public void run() {}
}
