package io.github.bedrockbatch.job;

/** Why a job is watched. */
public enum JobOrigin {
    CONFIGURED("configured"),
    DISCOVERED("discovered");

    private final String label;

    JobOrigin(String label) {
        this.label = label;
    }

    /** Returns the value of the {@code source} label. */
    public String label() {
        return label;
    }
}
