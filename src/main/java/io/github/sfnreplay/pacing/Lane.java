package io.github.sfnreplay.pacing;

import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StateMachineArn;

/// What has a token bucket of its own at AWS: one action in one Region of one account.
public record Lane(String accountId, String region, Action action) {

    public static Lane of(StateMachineArn machine, Action action) {
        return new Lane(machine.accountId(), machine.region(), action);
    }
}
