package io.github.bedrockbatch.metrics;

/**
 * How long a family is.
 *
 * @param samples how many it has
 * @param bytes of all samples without the name that stands before each
 */
record FamilySize(int samples, long bytes) {
    static final FamilySize NONE = new FamilySize(0, 0);

    FamilySize plus(FamilySize more) {
        return new FamilySize(samples + more.samples, bytes + more.bytes);
    }

    /** Returns how many bytes are written of the family: none if it has no samples. */
    long length(TextFormat.Beginning beginning) {
        return samples == 0 ? 0 : beginning.head().length + (long) samples * beginning.sample().length + bytes;
    }

    /** Counts samples instead of writing them. */
    static final class Counter implements SampleWriter {
        private int samples;
        private long bytes;

        @Override
        public void sample(TextColumn labels, int row, int labelsLength, TextColumn ends, int end) {
            samples++;
            bytes += labelsLength + ends.length(end);
        }

        FamilySize size() {
            return new FamilySize(samples, bytes);
        }
    }
}
