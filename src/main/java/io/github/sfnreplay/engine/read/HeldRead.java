package io.github.sfnreplay.engine.read;

/// What was read, with the bytes that it holds until it is closed. Closing twice does nothing.
public final class HeldRead implements AutoCloseable {

    private final ExecutionData data;
    private final ReadBudget.Lease lease;

    HeldRead(ExecutionData data, ReadBudget.Lease lease) {
        this.data = data;
        this.lease = lease;
    }

    public ExecutionData data() {
        return data;
    }

    /// Something was made of the data that is held together with it.
    public void holdsAlso(String text) {
        lease.resize(data.weight() + 2L * text.length());
    }

    @Override
    public void close() {
        lease.close();
    }
}
