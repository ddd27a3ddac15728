package io.github.bedrockbatch.webconfig;

/** What is asked of a client's certificate, in Go's words. */
public enum ClientAuth {
    /** A client is asked for none. */
    NO_CLIENT_CERT(false, false, false),
    /** A client is asked for one, and any is taken, or none. */
    REQUEST_CLIENT_CERT(true, false, false),
    /** A client must have one, and any is taken. */
    REQUIRE_ANY_CLIENT_CERT(true, true, false),
    /** A client that has one must have it from a client CA. */
    VERIFY_CLIENT_CERT_IF_GIVEN(true, false, true),
    /** A client must have one, from a client CA. */
    REQUIRE_AND_VERIFY_CLIENT_CERT(true, true, true);

    private final boolean asks;
    private final boolean requires;
    private final boolean verifies;

    ClientAuth(boolean asks, boolean requires, boolean verifies) {
        this.asks = asks;
        this.requires = requires;
        this.verifies = verifies;
    }

    /** Returns whether a client is asked for a certificate. */
    public boolean asks() {
        return asks;
    }

    /** Returns whether a client without a certificate is refused. */
    public boolean requires() {
        return requires;
    }

    /** Returns whether a certificate must come from a client CA. */
    public boolean verifies() {
        return verifies;
    }
}
