package io.github.bedrockbatch.job;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The status of a model invocation job: one that AWS documents, or a word that it added since.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetModelInvocationJob.html">GetModelInvocationJob</a>
 */
public sealed interface JobStatus {
    /** Returns the word as AWS sent it. */
    String word();

    /** Returns the value of a metric's label: AWS's word if it is a documented one, else {@code Unknown}. */
    default String label() {
        return word();
    }

    /** Returns whether a job in this status has ended. A word that we don't know has not. */
    default boolean isTerminal() {
        return false;
    }

    /** Returns the status of a word: a {@link Known} one if AWS documents it. */
    static JobStatus of(String word) {
        Known known = Known.BY_WORD.get(word);
        return known == null ? new Unknown(word) : known;
    }

    /** The statuses that AWS documents. */
    enum Known implements JobStatus {
        SUBMITTED("Submitted", false),
        VALIDATING("Validating", false),
        SCHEDULED("Scheduled", false),
        IN_PROGRESS("InProgress", false),
        STOPPING("Stopping", false),
        COMPLETED("Completed", true),
        PARTIALLY_COMPLETED("PartiallyCompleted", true),
        FAILED("Failed", true),
        STOPPED("Stopped", true),
        EXPIRED("Expired", true);

        private static final Map<String, Known> BY_WORD =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Known::word, Function.identity()));

        private final String word;
        private final boolean terminal;

        Known(String word, boolean terminal) {
            this.word = word;
            this.terminal = terminal;
        }

        @Override
        public String word() {
            return word;
        }

        @Override
        public boolean isTerminal() {
            return terminal;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** A status that AWS did not document when this was written. */
    record Unknown(String word) implements JobStatus {
        /** The label that stands for every unknown word, so that AWS cannot add series without bound. */
        public static final String LABEL = "Unknown";

        @Override
        public String label() {
            return LABEL;
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
