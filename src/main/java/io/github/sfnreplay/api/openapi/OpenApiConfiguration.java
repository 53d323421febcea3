package io.github.sfnreplay.api.openapi;

import io.github.sfnreplay.api.ApiSettings;
import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.time.Clock;
import java.util.List;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Describes the HTTP interface, so that a newcomer can use it from Swagger UI alone.
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String ARN = "^arn:(aws|aws-cn|aws-us-gov):states:[a-z]{2}(-[a-z]+)+-\\d{1,2}:\\d{12}:";

    /// Names of the security schemes.
    private static final String PASSWORD = "password";

    private static final String TOKEN = "token";

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(StateMachineArn.class, new StringSchema().pattern(ARN + "stateMachine:[^/]+$"))
                .replaceWithSchema(ExecutionArn.class, new StringSchema().pattern(ARN + "execution:[^:/]+:[^:/]+$"))
                .replaceWithSchema(ProblemDetail.class, new Schema<>().$ref(ProblemDocs.ANY))
                .replaceWithSchema(JsonNode.class, new ObjectSchema());
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("sfn-replay")
                        .version("v1")
                        .description("""
                                Takes past executions of an AWS Step Functions state machine, chosen by a filter, and runs \
                                them again with the same input, each at most once, as a job that can be watched, limited, \
                                paused and cancelled.

                                **To begin:** open `POST /replays`, choose the example *dry run*, put in the ARN of your state \
                                machine and execute: this only plans. Open `GET /replays/{id}` with the `id` of the answer until \
                                `state` is `PLANNED`, and look at its `plan`: how many executions matched, what is skipped \
                                and why, what there is to be warned of. Then `POST /replays/{id}/confirm` runs exactly that \
                                plan. Poll `GET /replays/{id}` until `finishedAt` is there, and look at `itemCounts`, \
                                `failureGroups` and `GET /replays/{id}/items`.

                                Each replay is named after its source, so that nothing is ever started twice: sending the same \
                                request again starts only what was not started yet. To replay on purpose once more, ask for the \
                                next `attempt`.

                                Every error is a problem (RFC 9457) whose `type` explains itself: `GET /problems/{name}`.""")
                        .license(new License().name("Apache 2.0").identifier("Apache-2.0"))
                        .contact(new Contact().name("sfn-replay").url("https://github.com/sfn-replay/sfn-replay")))
                .servers(List.of(new Server().url("/").description("this service")))
                .components(new Components()
                        .addSecuritySchemes(PASSWORD, scheme("basic", "Where users are configured."))
                        .addSecuritySchemes(
                                TOKEN,
                                scheme("bearer", "Where an issuer of tokens is configured.")
                                        .bearerFormat("JWT")))
                .security(List.of(
                        new SecurityRequirement(),
                        new SecurityRequirement().addList(PASSWORD),
                        new SecurityRequirement().addList(TOKEN)))
                .tags(List.of(
                        tag(DocTexts.REPLAYS, "Create replays and look at them"),
                        tag(DocTexts.CONTROL, "Confirm, pause, resume, cancel, limit and retry them"),
                        tag(DocTexts.EXECUTIONS, "See what could be replayed, and try expressions"),
                        tag(DocTexts.CALLER, "See who you are and what you may do"),
                        tag(DocTexts.PROBLEMS, "What an error means and what to do about it")));
    }

    @Bean
    OperationDocs operationDocs(JsonMapper mapper, Clock clock) {
        var examples = new Examples(mapper, clock);
        return new OperationDocs(examples, new ProblemDocs(examples));
    }

    @Bean
    SchemaDocs schemaDocs(JsonMapper mapper, Clock clock, ApiSettings settings) {
        var examples = new Examples(mapper, clock);
        return new SchemaDocs(examples, new ProblemDocs(examples), settings);
    }

    @Bean
    @ConditionalOnProperty(name = "springdoc.swagger-ui.enabled", matchIfMissing = true)
    SwaggerPage swaggerPage(
            SwaggerUiConfigProperties properties,
            SwaggerUiOAuthProperties authorization,
            SwaggerWelcomeCommon welcome,
            ObjectMapperProvider mappers) {
        return new SwaggerPage(properties, authorization, welcome, mappers);
    }

    private static SecurityScheme scheme(String scheme, String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme(scheme)
                .description(description);
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }
}
