package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.Arns;
import io.github.sfnreplay.simulator.spec.AwsError;
import io.github.sfnreplay.simulator.spec.ListingOrder;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.MachineType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A state machine with the names in use and its listings: one of all executions, one per version and alias.
public final class Machine {

    private static final String ALL = "";

    private final MachineSpec spec;
    private final Arns arns;
    private final String arn;
    private final String firstState;
    private final long created;
    private final Map<String, Execution> byName = new HashMap<>();
    private final Map<String, Listing> listings = new HashMap<>();
    private boolean deleting;
    private @Nullable Revision revision;
    private @Nullable Revision revisionBefore;

    /// A change of the definition.
    ///
    /// @param id as AWS tells it; the first definition of a machine has none
    private record Revision(String id, long since) {}

    Machine(MachineSpec spec, String firstState, Arns arns, ListingOrder order, long created) {
        this.spec = spec;
        this.firstState = firstState;
        this.arns = arns;
        this.arn = arns.machine(spec.name());
        this.created = created;
        listings.put(ALL, new Listing(order));
        spec.versions().forEach(version -> listings.put(version.toString(), new Listing(order)));
        spec.aliases().keySet().forEach(alias -> listings.put(alias, new Listing(order)));
    }

    public MachineSpec spec() {
        return spec;
    }

    public String name() {
        return spec.name();
    }

    public String arn() {
        return arn;
    }

    String firstState() {
        return firstState;
    }

    public long created() {
        return created;
    }

    public boolean express() {
        return spec.type() == MachineType.EXPRESS;
    }

    /// The definition is another one from now on.
    public void revise(long now) {
        revisionBefore = revision;
        revision = new Revision(UUID.randomUUID().toString(), now);
    }

    /// The revision that was in force at that moment; null for the first one.
    public @Nullable String revisionAt(long moment) {
        var then = revision == null || moment >= revision.since() ? revision : revisionBefore;
        return then == null ? null : then.id();
    }

    /// The definition that was in force at that moment; each revision has a comment of its own.
    public String definitionAt(long moment) {
        var id = revisionAt(moment);
        return id == null ? spec.definition() : Definitions.revised(spec.definition(), id);
    }

    public boolean deleting() {
        return deleting;
    }

    public void startDeleting() {
        deleting = true;
    }

    boolean knows(@Nullable String qualifier) {
        return qualifier == null || listings.containsKey(qualifier);
    }

    @Nullable
    String aliasArn(@Nullable String qualifier) {
        return qualifier != null && spec.aliases().containsKey(qualifier) ? arn + ":" + qualifier : null;
    }

    @Nullable
    String versionArn(@Nullable String qualifier) {
        if (qualifier == null) {
            return null;
        }
        var version = spec.aliases().get(qualifier);
        return arn + ":" + (version == null ? qualifier : version.toString());
    }

    String executionArn(Execution execution) {
        if (express()) {
            return arns.express(name(), execution.name(), new UUID(created, execution.sequence()).toString());
        }
        return arns.execution(name(), execution.name());
    }

    /// The execution that holds the name, or null when the name is free.
    @Nullable
    Execution named(String name) {
        var execution = byName.get(name);
        return execution == null || execution.gone() ? null : execution;
    }

    Collection<Execution> executions() {
        return byName.values();
    }

    void add(Execution execution) {
        byName.put(execution.name(), execution);
    }

    void forget(Execution execution) {
        byName.remove(execution.name(), execution);
        if (!express()) {
            show(execution, null);
        }
        execution.vanish();
    }

    /// Lets the listings show the execution in that phase, or no more.
    void show(Execution execution, @Nullable Phase as) {
        var before = execution.listed();
        if (before != null && as != null && before.number() > as.number()) {
            return;
        }
        replace(ALL, before, as);
        var qualifier = execution.qualifier();
        if (qualifier != null) {
            replace(qualifier, before, as);
            var version = spec.aliases().get(qualifier);
            if (version != null) {
                replace(version.toString(), before, as);
            }
        }
        execution.listed(as);
    }

    public Listing listing(@Nullable String qualifier) {
        var listing = listings.get(qualifier == null ? ALL : qualifier);
        if (listing == null) {
            throw AwsError.noSuchMachine(arn + ":" + qualifier);
        }
        return listing;
    }

    private void replace(String qualifier, @Nullable Phase before, @Nullable Phase after) {
        var listing = listing(qualifier);
        if (before != null) {
            listing.remove(before);
        }
        if (after != null) {
            listing.add(after);
        }
    }
}
