package io.github.sfnreplay.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Has browsers ask whether a file of the dashboard has changed. A reproducible build gives every version the same
/// date, and libraries are asked for without their versions, so the tag is made of the content.
@Configuration(proxyBeanMethods = false)
class DashboardFiles implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        tagged(registry.addResourceHandler("/app/**"), "classpath:/static/app/");
        tagged(registry.addResourceHandler("/favicon.svg"), "classpath:/static/");
        // the chain finds the version that is on the class path
        tagged(registry.addResourceHandler("/webjars/**"), "classpath:/META-INF/resources/webjars/")
                .resourceChain(true);
    }

    private static ResourceHandlerRegistration tagged(ResourceHandlerRegistration files, String location) {
        return files.addResourceLocations(location)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(DashboardFiles::tag);
    }

    private static String tag(Resource file) {
        try (var content = file.getInputStream()) {
            return DigestUtils.md5DigestAsHex(content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
