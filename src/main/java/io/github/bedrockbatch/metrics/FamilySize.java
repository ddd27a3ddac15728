package io.github.bedrockbatch.metrics;

/**
 * How much there is of a family.
 *
 * @param bytes of the samples without the name that stands before each
 */
record FamilySize(int samples, long bytes) {
    static final FamilySize NONE = new FamilySize(0, 0);

    FamilySize plus(FamilySize more) {
        return new FamilySize(samples + more.samples, bytes + more.bytes);
    }

    /** Returns how many bytes it takes with its beginning; a family without samples is not written. */
    long length(TextFormat.Beginning beginning) {
        return samples == 0 ? 0 : beginning.head().length + (long) samples * beginning.sample().length + bytes;
    }
}
