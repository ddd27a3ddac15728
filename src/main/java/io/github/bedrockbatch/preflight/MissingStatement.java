package io.github.bedrockbatch.preflight;

import java.util.Locale;

/**
 * A statement that a policy lacks.
 *
 * @param role whose policy it is: an ARN, or words where AWS has not told it
 * @param certain whether AWS says that this policy lacks it, and not only that the daemon is denied
 */
public record MissingStatement(Policy policy, String role, Statement statement, boolean certain) {
    /** A policy of a role. */
    public enum Policy {
        /** What the role may do. */
        PERMISSIONS,
        /** Who may assume the role. */
        TRUST;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static MissingStatement permission(String role, Statement statement) {
        return new MissingStatement(Policy.PERMISSIONS, role, statement, true);
    }

    static MissingStatement trust(String role, Statement statement) {
        return new MissingStatement(Policy.TRUST, role, statement, true);
    }

    MissingStatement suggested() {
        return new MissingStatement(policy, role, statement, false);
    }
}
