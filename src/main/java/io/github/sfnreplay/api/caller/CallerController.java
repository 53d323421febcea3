package io.github.sfnreplay.api.caller;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells callers who they are, so that a page can show it and hide what they may not do.
@RestController
@RequestMapping(path = "/me", produces = DocTexts.JSON)
@Tag(name = DocTexts.CALLER)
public class CallerController {

    /// Who calls.
    ///
    /// @param signedIn false where nobody has to sign in
    /// @param roles with those that they include
    @Schema(name = "Caller", description = "Who calls, and what they may do.")
    public record View(
            @Schema(description = "`anonymous` where nobody has to sign in.", example = "alice")
            String name,

            @Schema(description = "Whether the name was proved; false where nobody has to sign in.")
            boolean signedIn,

            @Schema(description = "With those that they include.")
            List<Role> roles) {}

    @GetMapping
    @Operation(operationId = "whoAmI", summary = "See who you are", description = "The caller's name and roles.")
    @ApiResponse(responseCode = "200", description = "Who calls.")
    @DocumentedResponses
    View whoAmI() {
        var caller = Caller.current();
        return new View(
                caller.name(),
                caller.signedIn(),
                caller.roles().stream().sorted().toList());
    }
}
