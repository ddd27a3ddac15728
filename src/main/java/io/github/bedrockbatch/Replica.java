package io.github.bedrockbatch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** This process among those that share a store. */
final class Replica {
    /** Names the process and no other: its host, so that people find it, and what tells it from others there and before it. */
    static final String NAME = host() + "-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    private Replica() {}

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
