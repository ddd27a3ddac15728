package io.github.bedrockbatch.sso;

import java.util.function.Supplier;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;

/** How IAM Identity Center is reached. Clients sign nothing, and whoever made them closes them. */
public interface SsoAccess {
    /** Returns the client that asks for a role's keys, the same each time. */
    SsoClient portal(String region);

    /** Returns the client that asks for another token, the same each time. */
    SsoOidcClient oidc(String region);

    /**
     * Makes a call, and lets what goes wrong pass.
     *
     * @param operation AWS's name of it
     */
    <T> T call(String operation, Supplier<T> question);
}
