package io.github.bedrockbatch.awscli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.OptionalInt;

/** The terminal that standard output may be. Its width is read with {@code ioctl(TIOCGWINSZ)}, because the JDK cannot return it. */
public final class Terminal {
    private static final int STDOUT = 1;
    private static final long REQUEST_OF_LINUX = 0x5413;
    private static final long REQUEST_OF_BSD = 0x40087468;
    /** Rows, columns and two more, in two bytes each. */
    private static final int ANSWER_BYTES = 8;

    private static final long COLUMNS_AT = 2;

    private Terminal() {}

    /** Its columns; empty if stdout is no terminal, or if this system cannot say. */
    @SuppressWarnings("restricted")
    public static OptionalInt columns() {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MethodHandle ioctl = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("ioctl"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                    Linker.Option.firstVariadicArg(2));
            MemorySegment answer = arena.allocate(ANSWER_BYTES);
            int result = (int) ioctl.invokeExact(STDOUT, request(), answer);
            return result == 0
                    ? OptionalInt.of(Short.toUnsignedInt(answer.get(ValueLayout.JAVA_SHORT, COLUMNS_AT)))
                    : OptionalInt.empty();
        } catch (Throwable e) {
            return OptionalInt.empty();
        }
    }

    private static long request() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
                ? REQUEST_OF_LINUX
                : REQUEST_OF_BSD;
    }
}
