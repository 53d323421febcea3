package io.github.sfnreplay.simulator.spec;

/// The two kinds of state machine.
public enum MachineType {
    STANDARD,
    EXPRESS
}
