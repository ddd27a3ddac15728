package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** What Linux accounts to a process. */
final class Usage {
    /** USER_HZ, which is the same on each architecture that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int CHILDREN_USER_TIME = 13;

    private final Path folder;

    private Usage(Path folder) {
        this.folder = folder;
    }

    /** Memory in MiB: a container is judged by what cannot be reclaimed, which is about what is anonymous. */
    record Memory(double resident, double anonymous, double proportional) {}

    static Usage of(long pid) {
        return new Usage(Path.of("/proc", Long.toString(pid)));
    }

    /** Returns the processor time of this process' children that have ended. */
    static double childrenSeconds() throws IOException {
        return of(ProcessHandle.current().pid()).endedChildrenSeconds();
    }

    /** Returns the processor time that the process took until now, in user mode and in the kernel. */
    double processorSeconds() throws IOException {
        return seconds(USER_TIME);
    }

    /** Returns the processor time of the process' children that have ended. */
    double endedChildrenSeconds() throws IOException {
        return seconds(CHILDREN_USER_TIME);
    }

    Memory memory() throws IOException {
        Map<String, Double> mebibytes = Files.readAllLines(folder.resolve("smaps_rollup")).stream()
                .map(line -> line.split(":? +", -1))
                .filter(words -> words.length == 3 && words[2].equals("kB"))
                .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1]) / 1024.0));
        return new Memory(
                mebibytes.getOrDefault("Rss", 0.0),
                mebibytes.getOrDefault("Anonymous", 0.0),
                mebibytes.getOrDefault("Pss", 0.0));
    }

    /** Returns the sum of a field of stat, counted from behind the name, and of the next. */
    private double seconds(int field) throws IOException {
        String stat = Files.readString(folder.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) / TICKS_PER_SECOND;
    }
}
