package io.github.bedrockbatch.schedule;

/** Is told how runs of named tasks end, of the schedule and of others. An exception ends only the run that threw it. */
public interface RunListener {
    /** Records that a run of that name threw. */
    void failed(String name, Throwable cause);

    /** Records that a run of that name came to its end. */
    void succeeded(String name);
}
