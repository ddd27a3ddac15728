package io.github.bedrockbatch.journal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The models of one target that have totals of their own: the first {@link #MAX_MODELS}. What comes after them is counted as
 * {@link #OTHER}, because model ids are AWS's and a total is kept for good. Not for several threads at once.
 */
public final class Models {
    /** How many models of a target have totals of their own. */
    public static final int MAX_MODELS = 200;

    /** The model id of the totals of all other models. */
    public static final String OTHER = "other";

    private final Set<String> own;

    /** Starts with the models that have totals. They may be more than the maximum, and keep what they have. */
    public Models(Collection<String> counted) {
        own = new HashSet<>(counted);
        own.remove(OTHER);
    }

    /** Returns the key under which an amount is to be counted, and keeps a place for its model while there are any. */
    public Total.Key place(Total.Key key) {
        if (!key.total().isByModel() || own.contains(key.first())) {
            return key;
        }
        if (isFull()) {
            return key.withModel(OTHER);
        }
        own.add(key.first());
        return key;
    }

    /** Returns whether the jobs of a model are counted as {@link #OTHER}. */
    public boolean isFolded(String model) {
        return isFull() && !own.contains(model);
    }

    private boolean isFull() {
        return own.size() >= MAX_MODELS;
    }
}
