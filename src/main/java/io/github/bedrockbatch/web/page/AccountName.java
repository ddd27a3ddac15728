package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account as a page shows it.
 *
 * @param name for people; null if it has none
 */
public record AccountName(String id, @Nullable String name) {
    /** Returns an account by its id and the configured names. */
    static AccountName of(String id, Map<String, String> names) {
        String name = names.get(id);
        boolean unknown = id.equals(Target.UNKNOWN_ACCOUNT);
        return new AccountName(
                unknown ? "not yet known" : Quoted.visible(id), name == null ? null : Quoted.visible(name));
    }

    /** Returns the account in one line. */
    String line() {
        return name == null ? id : name + " (" + id + ")";
    }
}
