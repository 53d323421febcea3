-- Replays, their items and what belongs to them. One SQL for PostgreSQL and for H2 in MODE=PostgreSQL.
-- Later migrations only add, so that an instance of the version before can run beside a new one.

CREATE SEQUENCE replay_num;

CREATE TABLE replay (
    id             VARCHAR(64)  NOT NULL PRIMARY KEY,
    -- under which its items are kept; a plan that is begun again gets another
    num            BIGINT       NOT NULL,
    -- rises with every visible change
    version        BIGINT       NOT NULL,
    -- rises with every move, and not where only counts have changed
    revision       BIGINT       NOT NULL,
    state          VARCHAR(32)  NOT NULL,
    machine        VARCHAR(256) NOT NULL,
    -- the machine that it keeps others off; null while it holds none
    active_machine VARCHAR(256),
    parent         VARCHAR(64),
    created_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    starts_at      TIMESTAMP WITH TIME ZONE,
    -- how many items there are, or may be: each ARN that the request names counts too
    item_count     INT          NOT NULL,
    -- what was asked for, without limits; never changes
    spec           TEXT         NOT NULL,
    body           TEXT         NOT NULL,
    tally          TEXT         NOT NULL,
    -- rises with each owner; whoever writes for an owner names it
    epoch          BIGINT       NOT NULL,
    owner          VARCHAR(64),
    -- on the clock of the database
    lease_until    TIMESTAMP WITH TIME ZONE
);

CREATE UNIQUE INDEX replay_active_machine ON replay (active_machine);
CREATE INDEX replay_owner ON replay (owner);

-- Dates of executions are milliseconds since 1970.
CREATE TABLE item (
    num               BIGINT       NOT NULL,
    idx               INT          NOT NULL,
    name              VARCHAR(512) NOT NULL,
    source_status     VARCHAR(32),
    source_started    BIGINT,
    source_stopped    BIGINT,
    redrive_count     INT          NOT NULL,
    attempt           INT          NOT NULL,
    state             VARCHAR(32)  NOT NULL,
    adopted           BOOLEAN      NOT NULL,
    redriven          BOOLEAN      NOT NULL,
    started           BIGINT,
    stopped           BIGINT,
    skip_reason       VARCHAR(64),
    failure_kind      VARCHAR(64),
    error             VARCHAR,
    cause             VARCHAR,
    detail            VARCHAR,
    verdict           VARCHAR(32),
    changed_paths     VARCHAR,
    -- when its owner was about to redrive it, or to start it without a name that is a lock
    intended_at       TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (num, idx)
);

CREATE INDEX item_state ON item (num, state, idx);
CREATE INDEX item_verdict ON item (num, verdict, idx);
CREATE INDEX item_name ON item (num, name);

-- Items of replays that are gone, to be deleted a part at a time.
CREATE TABLE item_garbage (
    num BIGINT NOT NULL PRIMARY KEY
);

CREATE TABLE idempotency_key (
    -- a hash of it
    idem_key    VARCHAR(64)  NOT NULL PRIMARY KEY,
    fingerprint VARCHAR(64)  NOT NULL,
    replay_id   VARCHAR(64)  NOT NULL,
    created_at  TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX idempotency_key_replay ON idempotency_key (replay_id);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
