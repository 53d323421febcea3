package io.github.sfnreplay.api;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/// What can be changed of a replay.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ReplayPatch(@Valid @Nullable LimitsPatch limits) {}
