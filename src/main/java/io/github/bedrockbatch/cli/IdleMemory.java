package io.github.bedrockbatch.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns memory to the host that only the start needed. A JVM with default settings would keep it, which is several times what the
 * exporter works with. Options that the user set are not changed.
 *
 * @see <a href="https://openjdk.org/jeps/346">JEP 346: Promptly Return Unused Committed Memory from G1</a>
 */
public final class IdleMemory implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleMemory.class);

    /** In an order in which no value is ever in conflict with another's default. */
    private static final List<Map.Entry<String, String>> OPTIONS = List.of(
            Map.entry("MinHeapFreeRatio", "10"),
            Map.entry("MaxHeapFreeRatio", "20"),
            Map.entry("G1PeriodicGCInterval", "300000"));

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private int runs;

    /** Runs each minute, on a thread of its own, until the process ends. */
    static void keep() {
        Thread.ofVirtual().name("idle-memory").start(new IdleMemory()::keepOn);
    }

    private void keepOn() {
        try {
            while (true) {
                run();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sets the options at the second run, because the first is part of the start. From then on the JVM keeps itself small. */
    @Override
    public void run() {
        runs++;
        if (runs == 2) {
            OPTIONS.forEach(option -> tune(option.getKey(), option.getValue()));
            System.gc();
        }
        if (runs >= 2) {
            trimNativeHeap();
        }
    }

    private static void tune(String name, String value) {
        HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            VMOption option = vm.getVMOption(name);
            if (option.isWriteable() && option.getOrigin() == VMOption.Origin.DEFAULT) {
                vm.setVMOption(name, value);
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("{}: not an option of this JVM and its collector: {}", name, e.getMessage());
        }
    }

    /** Does what {@code jcmd System.trim_native_heap} does, where the C library can. */
    private static void trimNativeHeap() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            server.invoke(commands, "systemTrimNativeHeap", new Object[0], new String[0]);
        } catch (JMException e) {
            LOG.debug("The native heap is not trimmed: {}", e.getMessage());
        }
    }
}
