package io.github.bedrockbatch.sso;

import java.io.Serial;

/** Says why a profile that signs in through IAM Identity Center has no credentials, and what to do: one line for a user. */
public final class SsoException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean needsLogin;

    private SsoException(String message, boolean needsLogin) {
        super(message);
        this.needsLogin = needsLogin;
    }

    /** Returns that the settings of a profile are wrong. */
    static SsoException configuration(String profile, String reason) {
        return new SsoException(profile + ": " + reason + "; correct the profile, or run aws configure sso", false);
    }

    /** Returns that somebody has to sign in again. */
    static SsoException login(String profile, String reason) {
        return new SsoException(profile + ": " + reason + "; run aws sso login --profile " + profile, true);
    }

    /** Returns that the session of a profile is over, in the words of the AWS CLI. */
    static SsoException expired(String profile) {
        return login(profile, "The SSO session associated with this profile has expired or is otherwise invalid");
    }

    /** Returns whether signing in again is the remedy. */
    public boolean needsLogin() {
        return needsLogin;
    }
}
