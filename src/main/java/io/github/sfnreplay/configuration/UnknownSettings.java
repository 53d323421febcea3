package io.github.sfnreplay.configuration;

import io.github.sfnreplay.suggestion.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Finds what was given, in files, on the command line or as variables, and is no setting of the service: a slip in a
/// name must not silently leave a protection out.
final class UnknownSettings {

    /// As many slips as the nine letters of the prefix bear without meaning something else.
    private static final int SLIPS = 2;

    /// The prefix as Spring compares it.
    private static final String ROOT = "sfnreplay";

    /// What Kubernetes sets in every container for a service called sfn-replay, or sfn-replay-something.
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            "SFN_REPLAY_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)");

    /// Its value is always a URL of that kind.
    private static final Pattern PORT_OF_KUBERNETES = Pattern.compile("SFN_REPLAY_(\\w+_)?PORT");

    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Settings settings;

    UnknownSettings(Settings settings) {
        this.settings = settings;
    }

    /// Refuses what is not known.
    ///
    /// @throws UnknownSettingException that names all of it
    void refuse(ConfigurableEnvironment environment) {
        var found = new TreeMap<String, String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                for (var name : listed.getPropertyNames()) {
                    if (isUnknown(source, name)) {
                        found.put(name, sentence(name));
                    }
                }
            }
        }
        if (!found.isEmpty()) {
            throw new UnknownSettingException(List.copyOf(found.values()));
        }
    }

    private boolean isUnknown(PropertySource<?> source, String name) {
        if (source instanceof SystemEnvironmentPropertySource && isVariable(name)) {
            return !isKnownVariable(name) && !isOfKubernetes(name, source.getProperty(name));
        }
        return isMeantForUs(parsed(name)) && !isKnown(parsed(name));
    }

    /// With or without the `_` for the dash.
    private static boolean isVariable(String name) {
        var parts = parts(name);
        return isNear(parts.getFirst()) || (parts.size() > 1 && isNear(parts.getFirst() + parts.get(1)));
    }

    private boolean isKnownVariable(String name) {
        var parts = parts(name);
        if (parts.getFirst().equals(ROOT)) {
            return settings.find(parts.subList(1, parts.size())).isPresent();
        }
        return parts.size() > 2
                && parts.subList(0, 2).equals(List.of("sfn", "replay"))
                && settings.findWithDashes(parts.subList(2, parts.size())).isPresent();
    }

    private static List<String> parts(String variable) {
        return List.of(variable.toLowerCase(Locale.ROOT).split("_", -1));
    }

    private static boolean isOfKubernetes(String name, @Nullable Object value) {
        return OF_KUBERNETES.matcher(name).matches()
                || (PORT_OF_KUBERNETES.matcher(name).matches()
                        && ADDRESS.matcher(String.valueOf(value)).matches());
    }

    /// Also where the name begins only nearly as ours do.
    private static boolean isMeantForUs(ConfigurationPropertyName name) {
        return name.getNumberOfElements() > 0 && isNear(name.getElement(0, Form.UNIFORM));
    }

    private boolean isKnown(ConfigurationPropertyName name) {
        return name.getElement(0, Form.UNIFORM).equals(ROOT)
                && settings.find(elements(name)).isPresent();
    }

    private static boolean isNear(String first) {
        return Suggestion.distance(first, Settings.PREFIX) <= SLIPS;
    }

    private static ConfigurationPropertyName parsed(String name) {
        return ConfigurationPropertyName.adapt(name, '.');
    }

    private static List<String> elements(ConfigurationPropertyName name) {
        return IntStream.range(1, name.getNumberOfElements())
                .mapToObj(index -> name.getElement(index, Form.ORIGINAL))
                .toList();
    }

    private String sentence(String name) {
        if (!isVariable(name)) {
            return "'" + name + "' is not a setting of this service" + settings.suggestion(name);
        }
        return "The variable '" + name + "' is not a setting of this service" + suggestedVariable(name);
    }

    private String suggestedVariable(String name) {
        var variables = new ArrayList<String>();
        settings.names().keySet().forEach(known -> variables.add(variable(known)));
        return Suggestion.of(name, variables);
    }

    /// The variable for a setting.
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace("[", "_")
                .replace("]", "")
                .replace('.', '_');
    }
}
