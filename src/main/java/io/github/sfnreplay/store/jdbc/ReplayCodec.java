package io.github.sfnreplay.store.jdbc;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Origin;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.Progress;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayLog;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.Status;
import io.github.sfnreplay.replay.Tally;
import io.github.sfnreplay.replay.Times;
import io.github.sfnreplay.replay.Work;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.VisibilityChecker;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Writes replays as JSON and reads them. Members and values that it does not know, because a newer version of the
/// service wrote them, are left out.
final class ReplayCodec {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(new ArnWriter<>(StateMachineArn.class))
                    .addSerializer(new ArnWriter<>(ExecutionArn.class))
                    .addDeserializer(
                            StateMachineArn.class, new ArnReader<>(StateMachineArn.class, StateMachineArn::parse))
                    .addDeserializer(ExecutionArn.class, new ArnReader<>(ExecutionArn.class, ExecutionArn::parse)))
            .changeDefaultVisibility(ReplayCodec::onlyComponents)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    private ReplayCodec() {}

    /// What changes of a replay as it moves on; counts, version and the time of its last change have columns.
    private record Body(
            Origin origin,
            Limits limits,
            Status status,
            Times times,
            EffectiveLimits effectiveLimits,
            @Nullable Plan plan,
            Progress progress,
            ReplayLog log) {}

    /// The request, which never changes but for its limits.
    static String spec(Replay replay) {
        return JSON.writeValueAsString(replay.spec());
    }

    static ReplaySpec spec(String json) {
        return JSON.readValue(json, ReplaySpec.class);
    }

    static String body(Replay replay) {
        return JSON.writeValueAsString(new Body(
                replay.origin(),
                replay.spec().limits(),
                replay.status(),
                replay.times(),
                replay.effectiveLimits(),
                replay.plan(),
                replay.progress(),
                replay.log()));
    }

    static String tally(Tally tally) {
        return JSON.writeValueAsString(tally);
    }

    static Tally tally(String json) {
        return JSON.readValue(json, Tally.class);
    }

    static String paths(List<String> paths) {
        return JSON.writeValueAsString(paths);
    }

    static List<String> paths(@Nullable String json) {
        return json == null ? List.of() : List.of(JSON.readValue(json, String[].class));
    }

    /// Puts a replay together again.
    static Replay replay(long version, Instant updatedAt, ReplaySpec spec, String body, String tally) {
        var read = JSON.readValue(body, Body.class);
        var times = read.times();
        return new Replay(
                read.origin(),
                version,
                spec.withLimits(read.limits()),
                read.status(),
                new Times(
                        times.createdAt(),
                        times.plannedAt(),
                        times.startsAt(),
                        times.startedAt(),
                        times.finishedAt(),
                        updatedAt),
                new Work(read.effectiveLimits(), read.plan(), tally(tally), read.progress()),
                read.log());
    }

    /// Records have methods that look like getters and are none.
    private static VisibilityChecker onlyComponents(VisibilityChecker checker) {
        return VisibilityChecker.allPublicInstance()
                .withGetterVisibility(Visibility.NONE)
                .withIsGetterVisibility(Visibility.NONE)
                .withFieldVisibility(Visibility.ANY);
    }

    private static final class ArnWriter<T> extends StdSerializer<T> {

        ArnWriter(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T arn, JsonGenerator generator, SerializationContext context) {
            generator.writeString(arn.toString());
        }
    }

    private static final class ArnReader<T> extends StdDeserializer<T> {

        private final transient Function<String, T> parse;

        ArnReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return parse.apply(parser.getString());
        }
    }
}
