package io.github.sfnreplay.security;

/// How callers prove who they are.
public enum SecurityMode {
    /// Not at all.
    OPEN,
    /// By name and password.
    BASIC,
    /// By a token that somebody else issued.
    JWT
}
