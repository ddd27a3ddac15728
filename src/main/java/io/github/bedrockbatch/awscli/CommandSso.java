package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.sso.SsoAccess;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;

/** How the command reaches IAM Identity Center. It makes each call once. */
record CommandSso(ServiceClients clients) implements SsoAccess {
    @Override
    public SsoClient portal(String region) {
        return clients.client(SsoClient.builder(), "sso", region, AnonymousCredentialsProvider.create());
    }

    @Override
    public SsoOidcClient oidc(String region) {
        return clients.client(SsoOidcClient.builder(), "sso_oidc", region, AnonymousCredentialsProvider.create());
    }

    @Override
    public <T> T call(String operation, Supplier<T> question) {
        try {
            return question.get();
        } catch (AwsServiceException e) {
            throw JobCall.answered(operation, e);
        }
    }
}
