package io.github.sfnreplay.api.request;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/// What can be changed of a replay.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ReplayPatch(@Valid @Nullable LimitsPatch limits) {}
