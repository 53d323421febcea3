package io.github.sfnreplay.simulator.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A state machine to be created, with its versions and the aliases that point to them.
public record MachineSpec(
        String name,
        MachineType type,
        String definition,
        Set<Integer> versions,
        Map<String, Integer> aliases,
        @Nullable Logging logging) {

    /// Where the machine logs to, and what.
    ///
    /// @param level ALL, ERROR, FATAL or OFF
    /// @param withData whether inputs and outputs are logged too
    /// @param group the name of the log group, which is created with the machine
    public record Logging(String level, boolean withData, String group) {}

    private static final String ONE_TASK = """
            {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", \
            "End": true}}}""";

    public MachineSpec {
        versions = Set.copyOf(versions);
        aliases = Map.copyOf(aliases);
        if (!versions.containsAll(aliases.values())) {
            throw new IllegalArgumentException("Every alias must point to a declared version: " + aliases);
        }
    }

    public MachineSpec(
            String name, MachineType type, String definition, Set<Integer> versions, Map<String, Integer> aliases) {
        this(name, type, definition, versions, aliases, null);
    }

    public static MachineSpec standard(String name) {
        return new MachineSpec(name, MachineType.STANDARD, ONE_TASK, Set.of(), Map.of());
    }

    public static MachineSpec express(String name) {
        return new MachineSpec(name, MachineType.EXPRESS, ONE_TASK, Set.of(), Map.of());
    }

    public MachineSpec withDefinition(String json) {
        return new MachineSpec(name, type, json, versions, aliases, logging);
    }

    public MachineSpec withVersion(int version) {
        var more = new TreeSet<>(versions);
        more.add(version);
        return new MachineSpec(name, type, definition, more, aliases, logging);
    }

    /// Declares the alias, and the version that it points to.
    public MachineSpec withAlias(String alias, int version) {
        var more = new HashMap<>(aliases);
        more.put(alias, version);
        return new MachineSpec(name, type, definition, withVersion(version).versions(), more, logging);
    }

    /// Logs everything to `/aws/vendedlogs/states/<name>`.
    public MachineSpec withLogs() {
        return withLogs("ALL", true, "/aws/vendedlogs/states/" + name);
    }

    public MachineSpec withLogs(String level, boolean withData, String group) {
        return new MachineSpec(name, type, definition, versions, aliases, new Logging(level, withData, group));
    }
}
