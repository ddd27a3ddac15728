package io.github.bedrockbatch.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/** A stream of lines that several appenders share: each line is written whole, and what a failure tore is ended. */
final class LineOutput {
    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean torn;

    LineOutput(OutputStream out) {
        this.out = out;
    }

    void write(byte[] line) throws IOException {
        lock.lock();
        try {
            if (torn) {
                out.write('\n');
            }
            torn = true;
            out.write(line);
            out.flush();
            torn = false;
        } finally {
            lock.unlock();
        }
    }
}
