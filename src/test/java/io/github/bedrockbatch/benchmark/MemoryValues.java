package io.github.bedrockbatch.benchmark;

import java.util.List;

/** Samples of a process' memory. */
final class MemoryValues {
    private final Values resident = new Values("MiB");
    private final Values anonymous = new Values("MiB");
    private final Values proportional = new Values("MiB");

    void add(Usage.Memory memory) {
        resident.add(memory.resident());
        anonymous.add(memory.anonymous());
        proportional.add(memory.proportional());
    }

    /** Returns rows of which the first is met when the most was resident is at most so much. */
    List<Row> rows(String figure, double goal) {
        return List.of(
                Row.judged(figure, resident, "at most " + Values.number(goal), resident.max() <= goal),
                Row.plain("– anonymous", anonymous),
                Row.plain("– proportional", proportional));
    }

    /** Returns rows of which the first is met when the resident memory is at most so much of a peer's. */
    List<Row> rows(String figure, MemoryValues peer, double goal) {
        return List.of(
                Row.ratio(figure, resident, Lab.PEER, peer.resident, goal),
                Row.beside("– anonymous", anonymous, Lab.PEER, peer.anonymous),
                Row.beside("– proportional", proportional, Lab.PEER, peer.proportional));
    }
}
