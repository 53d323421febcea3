package io.github.sfnreplay.api.policy;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.input.QueryParameters;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.stepfunctions.AccessProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.Set;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tells which permissions the service needs at AWS.
@RestController
@RequestMapping(path = "/iam-policy", produces = DocTexts.JSON)
@Tag(name = DocTexts.EXECUTIONS)
class PolicyController {

    private static final String ACCOUNT = "account";

    private final LeastPolicy policy;

    PolicyController(AccessProperties access) {
        this.policy = new LeastPolicy(access);
    }

    @GetMapping
    @Operation(
            operationId = "getIamPolicy",
            summary = "See which AWS permissions are needed",
            description =
                    "The least IAM policy for the configuration: the allowed state machines, the logs of them, and"
                            + " the roles of other accounts. AWS is not asked.")
    @Parameter(
            name = ACCOUNT,
            in = ParameterIn.QUERY,
            description = "For the role that is configured for that account, instead of for the service's own"
                    + " credentials.",
            schema = @Schema(type = "string", example = "123456789012"))
    @DocumentedResponses(problems = ProblemType.VALIDATION_FAILED)
    IamPolicy policy(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        var query = QueryParameters.unpaged(parameters, Set.of(ACCOUNT), Set.of());
        if (!parameters.containsKey(ACCOUNT)) {
            query.throwIfFaulty();
            return policy.own();
        }
        var account = query.required(ACCOUNT, this::configured);
        query.throwIfFaulty();
        return policy.of(Objects.requireNonNull(account));
    }

    private String configured(String account) {
        if (policy.accounts().contains(account)) {
            return account;
        }
        throw new IllegalArgumentException("must be an account for which sfn-replay.accounts.<account>.role-arn is set"
                + (policy.accounts().isEmpty() ? "; there is none" : ": " + String.join(", ", policy.accounts())));
    }
}
