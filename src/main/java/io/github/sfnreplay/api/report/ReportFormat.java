package io.github.sfnreplay.api.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/// How a report can be written.
enum ReportFormat {
    CSV("csv", "text/csv;charset=UTF-8;header=present"),
    NDJSON("ndjson", MediaType.APPLICATION_NDJSON_VALUE);

    private final String extension;
    private final String mediaType;

    ReportFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    String extension() {
        return extension;
    }

    MediaType mediaType() {
        return MediaType.parseMediaType(mediaType);
    }

    /// By the value of the parameter `format`.
    ///
    /// @throws IllegalArgumentException that can be shown
    static ReportFormat named(String name) {
        return switch (name) {
            case "csv" -> CSV;
            case "ndjson" -> NDJSON;
            default -> throw new IllegalArgumentException("must be csv or ndjson");
        };
    }

    /// What the client likes best; CSV where it does not say.
    static ReportFormat accepted(@Nullable List<String> accept) throws HttpMediaTypeNotAcceptableException {
        var wanted = parse(accept);
        if (wanted.isEmpty()) {
            return CSV;
        }
        var liked = wanted.stream().filter(type -> type.getQualityValue() > 0).toList();
        for (var type : liked) {
            for (var format : values()) {
                if (type.isCompatibleWith(format.mediaType())) {
                    return format;
                }
            }
        }
        throw notAcceptable();
    }

    /// The most specific first.
    private static List<MediaType> parse(@Nullable List<String> accept) throws HttpMediaTypeNotAcceptableException {
        try {
            var types = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(types);
            return types;
        } catch (IllegalArgumentException malformedOrFarTooMany) {
            throw notAcceptable();
        }
    }

    private static HttpMediaTypeNotAcceptableException notAcceptable() {
        return new HttpMediaTypeNotAcceptableException(
                List.of(new MediaType("text", "csv"), MediaType.APPLICATION_NDJSON));
    }
}
