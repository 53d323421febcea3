package io.github.sfnreplay.simulator;

/// The two kinds of state machine.
public enum MachineType {
    STANDARD,
    EXPRESS
}
