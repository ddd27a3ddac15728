package io.github.bedrockbatch.testing;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Starts processes that take SIGINT and SIGHUP, however the tests were started. nohup, a shell without job control that starts them in the
 * background, and some CI runners have one of these ignored, and a process passes that on to those that it starts. A JVM leaves an ignored
 * signal ignored, so the C library is asked.
 */
public final class DefaultSignals {
    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;
    private static final MemorySegment SIG_DFL = MemorySegment.NULL;

    /** More than any system's {@code struct sigaction}. */
    private static final long ACTION_BYTES = 1024;

    private static final MethodHandle SIGACTION = function(
            "sigaction",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    private static final MethodHandle SIGNAL =
            function("signal", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private DefaultSignals() {}

    /** Starts a process, and leaves this JVM's own handling of signals as it was. */
    public static synchronized Process start(ProcessBuilder builder) throws IOException {
        return withDefault(SIGHUP, () -> withDefault(SIGINT, builder::start));
    }

    private static Process withDefault(int number, Start start) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment before = arena.allocate(ACTION_BYTES);
            sigaction(number, MemorySegment.NULL, before);
            try {
                signal(number, SIG_DFL);
                return start.start();
            } finally {
                sigaction(number, before, MemorySegment.NULL);
            }
        }
    }

    /** Starts a process. */
    @FunctionalInterface
    private interface Start {
        Process start() throws IOException;
    }

    private static void sigaction(int number, MemorySegment action, MemorySegment before) {
        int failed;
        try {
            failed = (int) SIGACTION.invokeExact(number, action, before);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (failed != 0) {
            throw new IllegalStateException("sigaction: " + failed);
        }
    }

    private static void signal(int number, MemorySegment handler) {
        try {
            MemorySegment before = (MemorySegment) SIGNAL.invokeExact(number, handler);
            assert before.address() != -1 : "SIG_ERR";
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted") // a call into the C library
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor);
    }
}
