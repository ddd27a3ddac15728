package io.github.bedrockbatch.journal;

import java.util.Collection;
import java.util.Collections;
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

    /** The model id of totals that were counted before they were counted by model. It takes no place of those of a model. */
    public static final String UNKNOWN = "unknown";

    private final Set<String> own;

    /** Starts with the models that have totals. They may be more than the maximum, and keep what they have. */
    public Models(Collection<String> counted) {
        own = new HashSet<>(counted);
        own.remove(OTHER);
        own.remove(UNKNOWN);
    }

    /** Returns the key under which an amount is to be counted, and keeps a place for its model while there are any. */
    public Total.Key place(Total.Key key) {
        return key.total().isByModel() ? key.withModel(place(key.model())) : key;
    }

    /** Returns the model id under which the jobs of a model are counted, and keeps a place for it while there are any. */
    public String place(String model) {
        if (own.contains(model) || model.equals(UNKNOWN)) {
            return model;
        }
        if (isFull()) {
            return OTHER;
        }
        own.add(model);
        return model;
    }

    /** Returns the models that have a place of their own. */
    public Set<String> own() {
        return Collections.unmodifiableSet(own);
    }

    /** Returns whether the jobs of a model are counted as {@link #OTHER}. */
    public boolean isFolded(String model) {
        return isFull() && !own.contains(model);
    }

    private boolean isFull() {
        return own.size() >= MAX_MODELS;
    }
}
