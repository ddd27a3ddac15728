package io.github.bedrockbatch.schedule;

/** Is told when a scheduled task threw: an exception or an Error that ends the run but never the schedule. */
public interface RunListener {
    /** Records that a run of that name threw. */
    void failed(String name, Throwable cause);

    /** Records that a run of that name came to its end. */
    void succeeded(String name);
}
