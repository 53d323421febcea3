package io.github.sfnreplay.api;

import io.github.sfnreplay.api.input.BodyCheck;
import io.github.sfnreplay.api.input.BodyConverter;
import io.github.sfnreplay.api.input.BodyLimits;
import io.github.sfnreplay.api.input.BodyReader;
import io.github.sfnreplay.api.input.StrictJson;
import io.github.sfnreplay.api.problem.ProblemReportValve;
import io.github.sfnreplay.api.request.ConfirmRequestCheck;
import io.github.sfnreplay.api.request.ExpressionCheck;
import io.github.sfnreplay.api.request.LimitsCheck;
import io.github.sfnreplay.api.request.PatchReader;
import io.github.sfnreplay.api.request.ReplayRequestCheck;
import io.github.sfnreplay.replay.ReplayEngine;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.replay.SecondPerson;
import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/// Wires the HTTP interface.
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    /// How long a large body waits for its turn: a client's own timeout is rarely shorter.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    Replays replays(
            ReplayStore store,
            ReplayEngine engine,
            Clock clock,
            ApiSettings settings,
            AllowedStateMachines allowed,
            SecondPerson secondPerson) {
        return new Replays(store, engine, clock, settings.maxWaiting(), allowed, secondPerson);
    }

    @Bean
    BodyLimits bodyLimits(ApiSettings settings) {
        return new BodyLimits(Math.toIntExact(settings.maxBody().toBytes()), settings.maxLargeBodies(), PATIENCE);
    }

    @Bean
    BodyReader bodyReader(
            JsonMapper mapper, Validator validator, Clock clock, ApiSettings settings, List<BodyCheck<?>> others) {
        var limits = new LimitsCheck(settings.maxItems());
        var expressions = new ExpressionCheck(settings.maxExpressionLength());
        var checks = new ArrayList<>(others);
        checks.addAll(List.of(limits, new ReplayRequestCheck(limits, expressions), new ConfirmRequestCheck(clock)));
        return new BodyReader(StrictJson.from(mapper), StrictJson.parser(settings.maxBodyValues()), validator, checks);
    }

    @Bean
    PatchReader patchReader(BodyReader reader) {
        return new PatchReader(reader);
    }

    /// Not a bean of its own: that would come before those which write the OpenAPI document.
    @Bean
    ServerHttpMessageConvertersCustomizer strictBodies(JsonMapper mapper, BodyReader reader, BodyLimits input) {
        return converters -> converters.withJsonConverter(new BodyConverter(StrictJson.from(mapper), reader, input));
    }

    /// After Boot's own, so that this valve is the first to report.
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
    }
}
