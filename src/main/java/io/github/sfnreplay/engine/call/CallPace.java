package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.Ticker;

/// What sets the pace of the calls of a replay.
public record CallPace(Pacer pacer, Ticker ticker, StartLimiter limiter) {}
