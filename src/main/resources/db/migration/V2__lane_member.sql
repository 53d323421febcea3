-- Which instance uses which lane (one action in one Region of one account), so that all divide the share of its quota.
CREATE TABLE lane_member (
    lane            VARCHAR(200)             NOT NULL,
    instance        VARCHAR(64)              NOT NULL,
    has_left        BOOLEAN                  NOT NULL,
    beat_at         TIMESTAMP WITH TIME ZONE NOT NULL,
    acknowledged_at TIMESTAMP WITH TIME ZONE NOT NULL,
    cuts            BIGINT                   NOT NULL,
    PRIMARY KEY (lane, instance)
);
