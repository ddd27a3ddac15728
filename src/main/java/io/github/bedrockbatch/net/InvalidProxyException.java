package io.github.bedrockbatch.net;

import java.io.Serial;

/** Says that a variable or property names no proxy. The message holds its name, its value without secrets, and the rule. */
public final class InvalidProxyException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final String RULE = "must be the URL of a proxy, such as http://proxy.example.com:3128 or"
            + " http://user:password@proxy.example.com:3128, with user and password percent-encoded and no _ in the"
            + " host name";

    /** @param shown the value without secrets */
    InvalidProxyException(String name, String shown) {
        this(name, shown, RULE);
    }

    private InvalidProxyException(String name, String shown, String rule) {
        super(name + ": \"" + shown + "\": " + rule + "; correct or unset " + name);
    }

    static InvalidProxyException host(String name, String shown) {
        return new InvalidProxyException(name, shown, "must be the host name or address of a proxy");
    }

    static InvalidProxyException port(String name, String shown) {
        return new InvalidProxyException(name, shown, "must be the port of a proxy, from 1 to 65535");
    }
}
