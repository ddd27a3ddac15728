package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP server with limits on how long a client may take, each request on a thread of its own. */
public final class WebServer implements AutoCloseable {
    /**
     * Read once by the JDK when its server's first class is loaded; times in seconds, the interval of its clock in milliseconds.
     * Connections are bounded by what their buffers take: 512 hold 12 MB, 128 with TLS 14 MB. One more is closed at once.
     */
    private static final Map<String, String> LIMITS = Map.of(
            // A client must not make the server sign again and again on one connection.
            "jdk.tls.rejectClientInitiatedRenegotiation", "true",
            "sun.net.httpserver.clockTick", "1000",
            "sun.net.httpserver.maxIdleConnections", "200",
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.maxReqHeaderSize", "16384");

    private static final String MAX_CONNECTIONS = "jdk.httpserver.maxConnections";
    private static final int STOP_SECONDS = 1;
    private static final int IDLE_THREAD_SECONDS = 30;
    /** More than the JDK's 50: a client whose connection is not taken in time tries again a second later. */
    private static final int BACKLOG = 256;

    private final ListenAddress address;
    private final @Nullable WebSecurity security;
    private final StallGuard stalls;
    private final ExchangeLimits exchanges;
    private final Dispatcher dispatcher;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService executor;
    private @Nullable Thread watch;
    private @Nullable Thread look;

    /** Makes a server that does not listen yet. */
    public WebServer(WebSettings settings, Route... routes) {
        this(settings, System::nanoTime, routes);
    }

    WebServer(WebSettings settings, LongSupplier nanoTime, Route... routes) {
        this.address = settings.address();
        this.security = settings.security();
        this.stalls = new StallGuard(nanoTime);
        this.exchanges = new ExchangeLimits(nanoTime);
        this.dispatcher = new Dispatcher(List.of(routes), settings.maxRequests(), stalls, exchanges, this::gate);
    }

    private Gate gate() {
        return security == null ? Gate.OPEN : security.gate();
    }

    /** Sets the limits of all of the JDK's HTTP servers in this process, before the first of them is created. */
    public static void setLimits() {
        setLimits(WebSettings.MAX_CONNECTIONS);
    }

    private static void setLimits(int connections) {
        LIMITS.forEach(System.getProperties()::putIfAbsent);
        System.getProperties().putIfAbsent(MAX_CONNECTIONS, Integer.toString(connections));
    }

    /**
     * Listens.
     *
     * @throws WebException if it cannot, such as when the port is taken
     */
    public synchronized void start() {
        Optional<HttpsConfigurator> tls = tls();
        setLimits(tls.isPresent() ? WebSettings.MAX_TLS_CONNECTIONS : WebSettings.MAX_CONNECTIONS);
        HttpServer listening = listen(tls);
        ExecutorService threads = threads(tls.isPresent());
        stalls.guard(listening.createContext("/", dispatcher));
        listening.setExecutor(tls.isPresent() ? task -> threads.execute(() -> exchanges.run(task)) : threads);
        listening.start();
        server = listening;
        executor = threads;
        watch = EverySecond.start("web-limits", () -> {
            stalls.check();
            exchanges.check();
        });
        if (security != null) {
            // On a thread of its own, because a file system may hang.
            look = EverySecond.start("web-file", security::look);
        }
    }

    private Optional<HttpsConfigurator> tls() {
        return security == null ? Optional.empty() : security.tls(exchanges::isExchange);
    }

    /** Returns a thread for each request. With TLS these are few and the system's, because a handshake computes for long. */
    private static ExecutorService threads(boolean tls) {
        return tls
                ? new ThreadPoolExecutor(
                        0,
                        WebSettings.MAX_TLS_CONNECTIONS,
                        IDLE_THREAD_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name("https-", 0).factory())
                : Executors.newVirtualThreadPerTaskExecutor();
    }

    /**
     * Returns the port on which it listens.
     *
     * @throws IllegalStateException if it does not
     */
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException(address + ": not listening; start() comes first");
        }
        return server.getAddress().getPort();
    }

    /** Returns the scheme of its URLs, http or https. */
    public String scheme() {
        return security != null && security.hasTls() ? "https" : "http";
    }

    /** Stops listening; requests under way have a second to end. */
    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(STOP_SECONDS);
            server = null;
        }
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
        if (watch != null) {
            watch.interrupt();
            watch = null;
        }
        if (look != null) {
            look.interrupt();
            look = null;
        }
    }

    private HttpServer listen(Optional<HttpsConfigurator> tls) {
        InetSocketAddress socket = address.socketAddress();
        if (socket.isUnresolved()) {
            throw refused("unknown host", new SocketException(address.host()));
        }
        try {
            return tls.isPresent() ? https(socket, tls.get()) : HttpServer.create(socket, BACKLOG);
        } catch (BindException e) {
            throw refused(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT), e);
        } catch (IOException e) {
            throw refused("cannot be listened on (" + e.getMessage() + ")", e);
        }
    }

    private static HttpsServer https(InetSocketAddress socket, HttpsConfigurator configurator) throws IOException {
        HttpsServer server = HttpsServer.create(socket, BACKLOG);
        server.setHttpsConfigurator(configurator);
        return server;
    }

    private WebException refused(String reason, IOException cause) {
        return new WebException(address + ": " + reason + ": choose another with --web.listen-address", cause);
    }
}
