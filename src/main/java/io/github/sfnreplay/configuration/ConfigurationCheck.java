package io.github.sfnreplay.configuration;

import java.util.ArrayList;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/// Looks at what was configured before anything is built with it.
@Component
final class ConfigurationCheck implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        var types = new ArrayList<Class<?>>();
        for (var name : factory.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            var type = factory.getType(name, false);
            if (type != null) {
                types.add(type);
            }
        }
        new UnknownSettings(Settings.of(types)).refuse(factory.getBean(ConfigurableEnvironment.class));
    }
}
