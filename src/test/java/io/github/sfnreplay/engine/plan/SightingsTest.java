package io.github.sfnreplay.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.engine.plan.Sightings.Kind;
import org.junit.jupiter.api.Test;

/// Executions are counted once each, and cost little.
class SightingsTest {

    @Test
    void countsEachNameOnceAsWhatCountsMost() {
        var sightings = new Sightings();
        for (var i = 0; i < 10_000; i++) {
            sightings.add("e-" + i, Kind.OTHER);
            sightings.add("e-" + i, i % 4 == 0 ? Kind.MATCHED : i % 4 == 1 ? Kind.REPLAY : Kind.OTHER);
            sightings.add("e-" + i, Kind.AFTER_BOUND);
        }

        assertThat(sightings.count()).isEqualTo(10_000);
        assertThat(sightings.count(Kind.MATCHED)).isEqualTo(2_500);
        assertThat(sightings.count(Kind.REPLAY)).isEqualTo(2_500);
        assertThat(sightings.count(Kind.AFTER_BOUND)).isEqualTo(5_000);
        assertThat(sightings.count(Kind.OTHER)).isZero();
    }

    @Test
    void takesNineBytesAnExecution() {
        var sightings = new Sightings();
        for (var i = 0; i < 1_000_000; i++) {
            sightings.add("0d3f6c1a-5b7e-4c2d-9a8b-" + i, Kind.OTHER);
        }

        assertThat(sightings.count()).isEqualTo(1_000_000);
        assertThat(sightings.bytes()).isLessThanOrEqualTo(9_300_000);
    }
}
