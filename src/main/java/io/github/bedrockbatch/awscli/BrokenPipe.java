package io.github.bedrockbatch.awscli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Objects;

/** The failure of a write that nobody reads. Its message is the operating system's, in the user's language. */
final class BrokenPipe {
    private BrokenPipe() {}

    /** Whether it is such a failure: its message is that of a write to a pipe that was closed for this. */
    static boolean is(IOException failure) {
        try {
            Pipe pipe = Pipe.open();
            pipe.source().close();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                return sink.write(ByteBuffer.allocate(1)) < 0;
            }
        } catch (IOException broken) {
            return Objects.equals(broken.getMessage(), failure.getMessage());
        }
    }
}
