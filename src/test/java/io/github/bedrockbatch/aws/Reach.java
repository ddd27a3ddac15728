package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.request.RateLimits;
import io.github.bedrockbatch.config.AwsConfig;
import io.github.bedrockbatch.config.AwsService;
import io.github.bedrockbatch.net.Proxies;
import io.github.bedrockbatch.source.SteadyClock;
import io.github.bedrockbatch.sso.TokenCache;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** How tests reach AWS: by a few settings, with the defaults of all others, and without proxies if none are named. */
@NullMarked
record Reach(
        Optional<URI> endpoint,
        Map<AwsService, URI> endpoints,
        Optional<String> profile,
        Duration readTimeout,
        Optional<CaBundle> caBundle,
        boolean fips,
        Proxies proxies,
        TokenCache tokens) {
    /** Everything at one endpoint; null for AWS's own. */
    static Reach at(@Nullable URI endpoint) {
        return new Reach(
                Optional.ofNullable(endpoint),
                Map.of(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Optional.empty(),
                false,
                Proxies.NONE,
                new TokenCache(Path.of("absent")));
    }

    Reach services(Map<AwsService, URI> services) {
        return new Reach(endpoint, services, profile, readTimeout, caBundle, fips, proxies, tokens);
    }

    Reach profile(@Nullable String name) {
        return new Reach(endpoint, endpoints, Optional.ofNullable(name), readTimeout, caBundle, fips, proxies, tokens);
    }

    Reach readTimeout(Duration timeout) {
        return new Reach(endpoint, endpoints, profile, timeout, caBundle, fips, proxies, tokens);
    }

    Reach trusting(@Nullable Path bundle) {
        return new Reach(
                endpoint,
                endpoints,
                profile,
                readTimeout,
                Optional.ofNullable(bundle).map(CaBundle::configured),
                fips,
                proxies,
                tokens);
    }

    Reach withFips() {
        return new Reach(endpoint, endpoints, profile, readTimeout, caBundle, true, proxies, tokens);
    }

    Reach by(Proxies others) {
        return new Reach(endpoint, endpoints, profile, readTimeout, caBundle, fips, others, tokens);
    }

    Reach signedIn(TokenCache cache) {
        return new Reach(endpoint, endpoints, profile, readTimeout, caBundle, fips, proxies, cache);
    }

    /** Limits each target to a rate. */
    static RateLimits limits(double perSecond) {
        return new RateLimits(perSecond, new SteadyClock(), Thread::sleep);
    }

    Connections connections() {
        AwsConfig config = new AwsConfig(
                endpoint,
                endpoints,
                profile,
                List.of(),
                Duration.ofSeconds(5),
                readTimeout,
                Optional.empty(),
                fips,
                Map.of());
        return new Connections(config, caBundle, proxies, tokens);
    }
}
