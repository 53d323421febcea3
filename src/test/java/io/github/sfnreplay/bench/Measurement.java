package io.github.sfnreplay.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// What a piece of work took.
///
/// @param seconds on the clock
/// @param cpuSeconds of this process
record Measurement<T>(T result, double seconds, double cpuSeconds) {

    private static final double NANOS = 1e9;

    static <T> Measurement<T> of(Supplier<T> work) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var cpu = system.getProcessCpuTime();
        var begin = System.nanoTime();
        var result = work.get();
        return new Measurement<>(
                result, (System.nanoTime() - begin) / NANOS, (system.getProcessCpuTime() - cpu) / NANOS);
    }
}
