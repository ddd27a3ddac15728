package io.github.bedrockbatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a replica and the database. It can be cut in both ways in which networks are. */
final class DatabaseProxy implements AutoCloseable {
    private static final int BUFFER = 8192;

    private final int database;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private State state = State.WHOLE;

    private enum State {
        WHOLE,
        REFUSING,
        SILENT
    }

    /** Forwards to a port of the loopback. */
    DatabaseProxy(int database) throws IOException {
        this.database = database;
        Thread.ofVirtual().start(this::accept);
    }

    /** Its port on the loopback. */
    int port() {
        return server.getLocalPort();
    }

    /** Closes all connections, and new ones as soon as they are made. */
    synchronized void refuse() {
        state = State.REFUSING;
        sockets.forEach(DatabaseProxy::close);
    }

    /** Lets nothing through, not even the end of a connection. What was sent meanwhile arrives when the network is whole again. */
    synchronized void swallow() {
        state = State.SILENT;
    }

    /** Makes the network whole again. */
    synchronized void heal() {
        state = State.WHOLE;
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        server.close();
        refuse();
        heal();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (!isThrough()) {
                return;
            }
            try (Socket there = new Socket(InetAddress.getLoopbackAddress(), database)) {
                sockets.add(client);
                sockets.add(there);
                Thread back = Thread.ofVirtual().start(() -> copy(there, client));
                copy(client, there);
                back.join();
            } finally {
                sockets.remove(client);
            }
        } catch (IOException gone) {
            // The database is away, or one of both has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read = in.read(buffer);
            while (read >= 0 && isThrough()) {
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
            boolean _ = isThrough();
        } catch (IOException gone) {
            // Its end is passed on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            close(to);
        }
    }

    /** Waits while nothing gets through, and returns whether anything does now. */
    private synchronized boolean isThrough() throws InterruptedException {
        while (state == State.SILENT) {
            wait();
        }
        return state == State.WHOLE;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
