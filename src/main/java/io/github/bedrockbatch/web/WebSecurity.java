package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpsConfigurator;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.web.auth.BasicAuth;
import io.github.bedrockbatch.web.auth.TokenBucket;
import io.github.bedrockbatch.web.tls.ServerTls;
import io.github.bedrockbatch.webconfig.WebConfig;
import io.github.bedrockbatch.webconfig.WebFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a web file to the server: TLS, users, headers and a rate limit. It follows the web file, and the files that it names, while the
 * process runs. A file that cannot be used changes nothing and is logged once.
 */
public final class WebSecurity {
    private static final Logger LOG = LoggerFactory.getLogger(WebSecurity.class);

    private final WebFile file;
    private final LongSupplier nanoTime;
    private final @Nullable ServerTls tls;
    private volatile Gate gate;
    /** The files as they were when they were last read, whether they could be used or not. */
    private Map<Path, String> read;
    /** The files as the last look found them. */
    private Map<Path, String> seen;

    private WebSecurity(WebFile file, LongSupplier nanoTime) throws ConfigException {
        this.file = file;
        this.nanoTime = nanoTime;
        WebConfig config = file.read();
        this.tls = config.tls().isPresent() ? ServerTls.of(config.tls().get()) : null;
        this.gate = gate(config, Gate.OPEN);
        this.read = file.stamps();
        this.seen = read;
    }

    /**
     * Reads a web file and all that it names.
     *
     * @throws ConfigException if something cannot be read or used, with all that cannot
     */
    public static WebSecurity load(Path file) throws ConfigException {
        return load(file, System::nanoTime);
    }

    static WebSecurity load(Path file, LongSupplier nanoTime) throws ConfigException {
        return new WebSecurity(new WebFile(file), nanoTime);
    }

    /** Returns what stands before the routes now. */
    Gate gate() {
        return gate;
    }

    /** Returns what sets up a server with TLS; empty if it speaks plain HTTP. */
    Optional<HttpsConfigurator> tls(BooleanSupplier mayWrite) {
        return Optional.ofNullable(tls).map(spoken -> spoken.configurator(mayWrite));
    }

    boolean hasTls() {
        return tls != null;
    }

    /** Looks whether files have changed, and reads them when two looks agree: a certificate and its key are not written at once. */
    synchronized void look() {
        Map<Path, String> now = file.look();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(read)) {
            reload();
            seen = read;
        }
    }

    private void reload() {
        try {
            WebConfig config = file.read();
            replace(config);
            LOG.info("{}: reloaded. It applies to new connections and requests", file);
        } catch (ConfigException e) {
            String reason = String.valueOf(e.getMessage()).replace("\n", "; ");
            LOG.warn("{}: cannot be used: {}. The previous web configuration stays in force", file, reason);
        } catch (RuntimeException e) {
            LOG.error("{}: cannot be used. The previous web configuration stays in force", file, e);
        } finally {
            read = file.stamps();
        }
    }

    private void replace(WebConfig config) throws ConfigException {
        if (config.tls().isPresent() != (tls != null)) {
            throw file.refused(
                    "tls_server_config", "must not be " + (tls == null ? "added" : "removed") + " without a restart");
        }
        if (gate.users() != null && config.users().isEmpty()) {
            throw file.refused(
                    "basic_auth_users", "must not be removed without a restart, because then everybody may ask");
        }
        if (tls != null && config.tls().isPresent()) {
            tls.replace(config.tls().get());
        }
        gate = gate(config, gate);
    }

    /** Keeps what has not changed: passwords that were right, and the requests that were counted. */
    private Gate gate(WebConfig config, Gate before) {
        TokenBucket rate = config.rateLimit()
                .map(limit -> before.rate() != null && before.rate().limit().equals(limit)
                        ? before.rate()
                        : new TokenBucket(limit, nanoTime))
                .orElse(null);
        BasicAuth users = config.users().isEmpty()
                ? null
                : before.users() == null
                        ? new BasicAuth(config.users())
                        : before.users().with(config.users());
        return new Gate(config.headers(), rate, users);
    }
}
