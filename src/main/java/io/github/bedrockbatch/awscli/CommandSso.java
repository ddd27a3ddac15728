package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.sso.SsoAccess;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.SsoClientBuilder;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClientBuilder;

/** How the command reaches IAM Identity Center. It makes each call once. */
record CommandSso(SharedConfiguration shared, Supplier<SdkHttpClient> http) implements SsoAccess {
    @Override
    public SsoClient portal(String region) {
        SsoClientBuilder builder = SsoClient.builder()
                .region(Region.of(region))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http.get());
        Endpoints.configured(shared, "sso").ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Override
    public SsoOidcClient oidc(String region) {
        SsoOidcClientBuilder builder = SsoOidcClient.builder()
                .region(Region.of(region))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http.get());
        Endpoints.configured(shared, "sso_oidc").ifPresent(builder::endpointOverride);
        return builder.build();
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
