package io.github.sfnreplay.api.openapi;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/// Gives the page of Swagger UI a title and the icon of its own, and makes it readable on a phone.
final class SwaggerPage extends SwaggerIndexPageTransformer {

    private static final String VIEWPORT = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
    private static final String ICON = "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/favicon.svg\">";

    SwaggerPage(
            SwaggerUiConfigProperties properties,
            SwaggerUiOAuthProperties authorization,
            SwaggerWelcomeCommon welcome,
            ObjectMapperProvider mappers) {
        super(properties, authorization, welcome, mappers);
    }

    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        if (!"index.html".equals(resource.getFilename())) {
            return super.transform(request, resource, chain);
        }
        var page = resource.getContentAsString(StandardCharsets.UTF_8)
                .replaceAll("<link rel=\"icon\"[^>]*>\\s*", "")
                .replace("<title>Swagger UI</title>", VIEWPORT + ICON + "<title>sfn-replay API</title>");
        return new TransformedResource(resource, page.getBytes(StandardCharsets.UTF_8));
    }
}
