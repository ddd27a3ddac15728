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
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP server with limits on how long a client may take, each request on a thread of its own. */
public final class WebServer implements AutoCloseable {
    /** Read once by the JDK when its server's first class is loaded; times in seconds. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.maxReqHeaderSize", "16384");

    private static final int STOP_SECONDS = 1;

    private final ListenAddress address;
    private final Dispatcher dispatcher;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService executor;

    public WebServer(ListenAddress address, Route... routes) {
        this.address = address;
        this.dispatcher = new Dispatcher(List.of(routes));
    }

    /**
     * Listens.
     *
     * @throws WebException if it cannot, such as when the port is taken
     */
    public synchronized void start() {
        LIMITS.forEach(WebServer::setUnlessGiven);
        HttpServer listening = listen();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        listening.createContext("/", dispatcher);
        listening.setExecutor(threads);
        listening.start();
        server = listening;
        executor = threads;
    }

    /**
     * The port on which it listens.
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
            return HttpServer.create(socket, 0);
        } catch (BindException e) {
            throw refused(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT), e);
        } catch (IOException e) {
            throw refused("cannot be listened on (" + e.getMessage() + ")", e);
        }
    }

    private WebException refused(String reason, IOException cause) {
        return new WebException(address + ": " + reason + ": choose another with --web.listen-address", cause);
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
