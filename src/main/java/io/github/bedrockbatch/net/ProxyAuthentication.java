package io.github.bedrockbatch.net;

/** A proxy that refuses a request because of its login. */
public final class ProxyAuthentication {
    /** What to do about it. Which of the places was used depends on the endpoint's scheme. */
    public static final String REQUIRED =
            "the proxy requires authentication (407 Proxy Authentication Required): correct user and password in"
                    + " HTTPS_PROXY or HTTP_PROXY, or in the Java properties https.proxyUser and https.proxyPassword or"
                    + " http.proxyUser and http.proxyPassword";

    private static final int STATUS = 407;

    private ProxyAuthentication() {}

    /** Whether the status of an answer says so. */
    public static boolean isRequired(int status) {
        return status == STATUS;
    }
}
