package io.github.bedrockbatch.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What was measured again and again of one thing, in one unit. */
final class Values {
    private final String unit;
    private final List<Double> all = new ArrayList<>();

    Values(String unit) {
        this.unit = unit;
    }

    void add(double value) {
        all.add(value);
    }

    double median() {
        List<Double> sorted = all.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns the value that such a share of them does not exceed, as the only one. */
    Values quantile(double share) {
        Values quantile = new Values(unit);
        quantile.add(all.stream().sorted().toList().get((int) Math.ceil(share * all.size()) - 1));
        return quantile;
    }

    double max() {
        return Collections.max(all);
    }

    /** Returns the median with its unit. */
    @Override
    public String toString() {
        return number(median()) + " " + unit;
    }

    /** Returns the least and the most. */
    String spread() {
        return number(Collections.min(all)) + "–" + number(max());
    }

    /** Returns a number with about three digits. */
    static String number(double value) {
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
