package io.github.bedrockbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleMemoryTest {
    private final HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    private final String most = option("MaxHeapFreeRatio");
    private final String least = option("MinHeapFreeRatio");

    @AfterEach
    void restore() {
        vm.setVMOption("MaxHeapFreeRatio", most);
        vm.setVMOption("MinHeapFreeRatio", least);
    }

    /** In one test: an option that was once set is no longer at its default, and a JVM cannot take that back. */
    @Test
    void keepsTheHeapSmallOnceTheStartIsOverAndLeavesWhatIsSet() {
        IdleMemory memory = new IdleMemory();
        memory.run();
        assertThat(option("MaxHeapFreeRatio")).isEqualTo(most);
        memory.run();
        assertThat(option("MaxHeapFreeRatio")).isEqualTo("20");
        assertThat(option("MinHeapFreeRatio")).isEqualTo("10");

        vm.setVMOption("MaxHeapFreeRatio", "60");
        IdleMemory other = new IdleMemory();
        other.run();
        other.run();
        assertThat(option("MaxHeapFreeRatio")).isEqualTo("60");
    }

    private String option(String name) {
        return vm.getVMOption(name).getValue();
    }
}
