package io.github.sfnreplay;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds source files of one package that depend on each other in a circle. A nested class belongs to the file of its
/// top-level class.
final class FileCycles {

    private final Map<String, Set<String>> dependencies = new TreeMap<>();

    private FileCycles(JavaClasses classes) {
        classes.forEach(each -> each.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .filter(target -> target.getPackageName().equals(each.getPackageName()))
                .forEach(target -> add(file(each), file(target))));
    }

    /// Sets of files, by the names of their top-level classes, in which each depends on all others.
    static List<Set<String>> in(JavaClasses classes) {
        return new FileCycles(classes).find();
    }

    private void add(String from, String to) {
        if (!from.equals(to)) {
            dependencies.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
        }
    }

    private static String file(JavaClass type) {
        var outer = type.getBaseComponentType();
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getName();
    }

    private List<Set<String>> find() {
        return dependencies.keySet().stream()
                .map(this::circleOf)
                .filter(circle -> circle.size() > 1)
                .distinct()
                .toList();
    }

    /// All that a file depends on and that depends on it.
    private Set<String> circleOf(String file) {
        var circle = new TreeSet<>(reachedFrom(file));
        circle.removeIf(other -> !reachedFrom(other).contains(file));
        return circle;
    }

    private Set<String> reachedFrom(String file) {
        var reached = new HashSet<String>();
        Deque<String> open = new ArrayDeque<>(next(file));
        while (!open.isEmpty()) {
            var each = open.remove();
            if (reached.add(each)) {
                open.addAll(next(each));
            }
        }
        return reached;
    }

    private Collection<String> next(String file) {
        return dependencies.getOrDefault(file, Set.of());
    }
}
