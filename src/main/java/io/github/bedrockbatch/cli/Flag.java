package io.github.bedrockbatch.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option of a command, {@code --name=value}, or {@code --name} alone if it is a switch or its value is optional. Flags are read here as long as every
 * word is plain. Whatever else is on the command line is for {@link Usage}, whose library would slow each start.
 */
final class Flag {
    private final String name;
    private final @Nullable String label;
    private final String initial;
    private final String description;
    private final boolean needsValue;
    private @Nullable String given;

    private Flag(String name, @Nullable String label, boolean needsValue, String initial, String description) {
        this.name = name;
        this.label = label;
        this.needsValue = needsValue;
        this.initial = initial;
        this.description = description;
    }

    /** Returns a flag that takes a value. Its description does not name the default. */
    static Flag of(String name, String label, String initial, String description) {
        return new Flag(name, label, true, initial, description);
    }

    /** Returns a flag that takes a value or none. Where it is given without one, its value is empty. */
    static Flag ofOptional(String name, String label, String description) {
        return new Flag(name, label, false, "", description);
    }

    /** Returns a flag that takes none. */
    static Flag ofSwitch(String name, String description) {
        return new Flag(name, null, false, "", description);
    }

    /**
     * Gives flags their values if the words are plain: each names one of them in full, and none a second time.
     *
     * @return whether they are; if not, no flag has changed
     */
    static boolean read(List<Flag> flags, List<String> words) {
        Map<Flag, String> values = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            Flag flag = named(flags, name);
            if (flag == null || !flag.isPlain(equals >= 0)) {
                return false;
            }
            if (values.put(flag, equals < 0 ? "" : word.substring(equals + 1)) != null) {
                return false;
            }
        }
        values.forEach(Flag::give);
        return true;
    }

    private boolean isPlain(boolean hasValue) {
        return hasValue ? !isSwitch() : !needsValue;
    }

    private static @Nullable Flag named(List<Flag> flags, String name) {
        for (Flag flag : flags) {
            if (flag.name.equals(name)) {
                return flag;
            }
        }
        return null;
    }

    void give(String value) {
        given = value;
    }

    String name() {
        return name;
    }

    /** Returns what stands for the value in the usage help, or null of a switch. */
    @Nullable
    String label() {
        return label;
    }

    boolean isSwitch() {
        return label == null;
    }

    boolean needsValue() {
        return needsValue;
    }

    String description() {
        return description;
    }

    boolean isGiven() {
        return given != null;
    }

    /** Returns the value given, else the default. */
    String value() {
        return given == null ? initial : given;
    }

    /** Returns the value as a message shows it: quoted if it is empty. */
    String shown() {
        return value().isEmpty() ? "\"\"" : value();
    }

    /**
     * Returns the file that is meant.
     *
     * @throws IllegalArgumentException if the value is empty
     */
    Path file() {
        if (value().isEmpty()) {
            throw new IllegalArgumentException(shown() + ": must be the path of a file: change " + name);
        }
        return Path.of(value());
    }

    /**
     * Returns the constant of an enum that is meant, in whatever case.
     *
     * @throws IllegalArgumentException if there is none
     */
    <E extends Enum<E>> E value(Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value())) {
                return constant;
            }
        }
        StringBuilder all = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            all.append(all.isEmpty() ? "" : ", ").append(constant.name().toLowerCase(Locale.ROOT));
        }
        throw new IllegalArgumentException(shown() + ": must be one of " + all + ": change " + name);
    }
}
