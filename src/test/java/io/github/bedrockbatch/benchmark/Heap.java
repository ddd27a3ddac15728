package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of a process that was started with {@link #LOG}. */
final class Heap {
    /** The option of the JVM, for a program that runs in a directory of its own. */
    static final String LOG = "-Xlog:gc:file=gc.log:none";

    private static final Pattern PAUSE =
            Pattern.compile("Pause (?<kind>\\w+).* (?<before>[0-9]+)M->(?<after>[0-9]+)M\\(");
    /** Of the generations, or of the whole heap of G1, but neither of their spaces nor of the metaspace. */
    private static final Pattern USED = Pattern.compile("(?m)^(?! *(?:Metaspace|class)).* used ([0-9]+)K");

    private final Started process;
    private final Path log;

    Heap(Started process, Path directory) {
        this.process = process;
        this.log = directory.resolve("gc.log");
    }

    /** What a collection did to the heap, in MiB. */
    private record Pause(String kind, long before, long after) {}

    /** Collects, and returns the bytes that are alive. */
    double live() throws IOException, InterruptedException {
        collect();
        String info = process.jcmd("GC.heap_info");
        double bytes = USED.matcher(info)
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)) << 10)
                .sum();
        if (bytes == 0) {
            throw new IllegalStateException("jcmd GC.heap_info names no heap: " + info);
        }
        return bytes;
    }

    void collect() throws IOException, InterruptedException {
        process.jcmd("GC.run");
    }

    /** Returns how many collections there were: the mark from which is counted. */
    int mark() throws IOException {
        return pauses().size();
    }

    /** Returns what was allocated between two collections that were asked for, to a MiB. */
    double allocatedMebibytes(int fromMark, int toMark) throws IOException {
        List<Pause> pauses = pauses();
        double sum = 0;
        for (int i = fromMark; i < toMark; i++) {
            sum += pauses.get(i).before - pauses.get(i - 1).after;
        }
        return sum;
    }

    /** Returns the most that full collections since a mark left alive, in MiB. */
    double maxLiveMebibytes(int fromMark) throws IOException {
        return pauses().stream()
                .skip(fromMark)
                .filter(pause -> pause.kind.equals("Full"))
                .mapToLong(Pause::after)
                .max()
                .orElseThrow();
    }

    private List<Pause> pauses() throws IOException {
        return Files.readAllLines(log).stream()
                .map(PAUSE::matcher)
                .filter(Matcher::find)
                .map(pause -> new Pause(
                        pause.group("kind"),
                        Long.parseLong(pause.group("before")),
                        Long.parseLong(pause.group("after"))))
                .toList();
    }
}
