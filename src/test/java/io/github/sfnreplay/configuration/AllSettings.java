package io.github.sfnreplay.configuration;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/// The records of the service that settings are bound to, as its own scan finds them.
final class AllSettings {

    private AllSettings() {}

    static List<Class<?>> types() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        var types = new ArrayList<Class<?>>();
        for (var found : scan.findCandidateComponents("io.github.sfnreplay")) {
            types.add(ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null));
        }
        return types;
    }

    static Settings settings() {
        return Settings.of(types());
    }
}
