package io.github.bedrockbatch.cli;

import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the daemon does at signals. SIGTERM and SIGINT end it: at once while it starts, when nothing is under way yet, and in
 * order once it runs. The JVM's own way would run a shutdown hook beside a start that goes on.
 */
final class Signals {
    private static final int TERMINATED = 143;
    private static final int INTERRUPTED = 130;
    private static final int HUNG_UP = 129;

    private static volatile @Nullable Runnable end;

    private Signals() {}

    /** What became of a signal that was to be taken over. */
    enum Handling {
        TAKEN,
        /** The process was started with the signal ignored, and the JVM leaves it so. */
        IGNORED,
        /** The JVM keeps the signal for itself, or the system has none of that name: it does what it always does. */
        UNAVAILABLE
    }

    /**
     * Takes over the signals, as early as possible. One that is ignored, as by {@code nohup}, stays so.
     *
     * @return SIGHUP, which asks for nothing yet
     */
    static Hangup takeOver() {
        handle("TERM", () -> end(TERMINATED));
        handle("INT", () -> end(INTERRUPTED));
        handle("USR1", () -> notice("SIGUSR1: does nothing: end the exporter with SIGTERM"));
        Hangup hangup = new Hangup();
        hangup.take();
        return hangup;
    }

    /** Takes over SIGHUP as an end: a terminal that is closed sends it. */
    static void endAtHangup() {
        handle("HUP", () -> end(HUNG_UP));
    }

    /** Says that the daemon runs, and what ends it in order and does not return. */
    static void running(Runnable inOrder) {
        end = inOrder;
    }

    /** Waits, if a second signal comes, for the end that the first one began. Halts even if that fails. */
    private static synchronized void end(int code) {
        Runnable inOrder = end;
        try {
            if (inOrder != null) {
                inOrder.run();
            }
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    private static void notice(String text) {
        if (end != null) {
            LoggerFactory.getLogger(Signals.class).warn("{}", text);
        }
    }

    /** Uses the JDK's only interface to signals by reflection, because the compiler warns of it and cannot be told not to. */
    static Handling handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object act = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            Object before = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), act);
            return Objects.equals(handler.getField("SIG_IGN").get(null), before) ? Handling.IGNORED : Handling.TAKEN;
        } catch (ReflectiveOperationException unsupported) {
            return Handling.UNAVAILABLE;
        }
    }
}
