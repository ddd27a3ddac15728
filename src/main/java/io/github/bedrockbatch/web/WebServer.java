package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP server with limits on how long a client may take, each request on a thread of its own. */
public final class WebServer implements AutoCloseable {
    /**
     * Read once by the JDK when its server's first class is loaded; times in seconds, the interval of its clock in milliseconds.
     * Connections are bounded by what their buffers take: 512 hold 12 MB. One more is closed at once.
     */
    private static final Map<String, String> LIMITS = Map.of(
            "jdk.httpserver.maxConnections", Integer.toString(WebSettings.MAX_CONNECTIONS),
            "sun.net.httpserver.clockTick", "1000",
            "sun.net.httpserver.maxIdleConnections", "200",
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.maxReqHeaderSize", "16384");

    private static final int STOP_SECONDS = 1;
    /** More than the JDK's 50: a client whose connection is not taken in time tries again a second later. */
    private static final int BACKLOG = 256;

    private final ListenAddress address;
    private final StallGuard stalls;
    private final Dispatcher dispatcher;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService executor;

    /** Makes a server that does not listen yet. */
    public WebServer(WebSettings settings, Route... routes) {
        this(settings, System::nanoTime, routes);
    }

    WebServer(WebSettings settings, LongSupplier nanoTime, Route... routes) {
        this.address = settings.address();
        this.stalls = new StallGuard(nanoTime);
        this.dispatcher = new Dispatcher(List.of(routes), settings.maxRequests(), stalls);
    }

    /** Sets the limits of all of the JDK's HTTP servers in this process, before the first of them is created. */
    public static void setLimits() {
        LIMITS.forEach(System.getProperties()::putIfAbsent);
    }

    /**
     * Listens.
     *
     * @throws WebException if it cannot, such as when the port is taken
     */
    public synchronized void start() {
        setLimits();
        HttpServer listening = listen();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        stalls.guard(listening.createContext("/", dispatcher));
        listening.setExecutor(threads);
        listening.start();
        server = listening;
        executor = threads;
        threads.execute(stalls::watch);
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
    }

    private HttpServer listen() {
        InetSocketAddress socket = address.socketAddress();
        if (socket.isUnresolved()) {
            throw refused("unknown host", new SocketException(address.host()));
        }
        try {
            return HttpServer.create(socket, BACKLOG);
        } catch (BindException e) {
            throw refused(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT), e);
        } catch (IOException e) {
            throw refused("cannot be listened on (" + e.getMessage() + ")", e);
        }
    }

    private WebException refused(String reason, IOException cause) {
        return new WebException(address + ": " + reason + ": choose another with --web.listen-address", cause);
    }
}
