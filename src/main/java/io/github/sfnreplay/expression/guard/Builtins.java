package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import io.github.sfnreplay.expression.guard.GuardedFunction.Body;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every function of JSONata under guard: most as they are, some of our own, because theirs are unbounded in memory or
/// time or lose digits, and those refused that give another result each time.
public final class Builtins {

    private static final Map<String, JFunction> ALL = new LinkedHashMap<>();

    static {
        texts();
        numbers();
        collections();
        times();
    }

    private Builtins() {}

    public static void register(Jsonata jsonata) {
        ALL.forEach(jsonata::registerFunction);
    }

    private static void texts() {
        same("string", "<x-b?:s>");
        same("substring", "<s-nn?:s>");
        same("substringBefore", "<s-s:s>");
        same("substringAfter", "<s-s:s>");
        same("lowercase", "<s-:s>");
        same("uppercase", "<s-:s>");
        same("length", "<s-:n>");
        same("trim", "<s-:s>");
        own("pad", "<s-ns?:s>", TextFunctions::pad);
        own("match", "<s-f<s:o>n?:a<o>>", TextFunctions::match);
        own("contains", "<s-(sf):b>", TextFunctions::contains);
        own("replace", "<s-(sf)(sf)n?:s>", Replace::apply);
        own("split", "<s-(sf)n?:a<s>>", TextFunctions::split);
        own("join", "<a<s>s?:s>", TextFunctions::join);
        same("base64encode", "<s-:s>");
        same("base64decode", "<s-:s>");
        same("encodeUrlComponent", "<s-:s>");
        same("encodeUrl", "<s-:s>");
        same("decodeUrlComponent", "<s-:s>");
        same("decodeUrl", "<s-:s>");
        refused("eval", "<sx?:x>", "functionEval");
    }

    private static void numbers() {
        same("sum", "<a<n>:n>");
        same("max", "<a<n>:n>");
        same("min", "<a<n>:n>");
        same("average", "<a<n>:n>");
        guarded("formatNumber", "<n-so?:s>", "formatNumber", Pictures.checked(1));
        own("formatBase", "<n-n?:s>", NumberFunctions::formatBase);
        guarded("formatInteger", "<n-s:s>", "formatInteger", Pictures.checked(1));
        guarded("parseInteger", "<s-s:n>", "parseInteger", Pictures.checked(1));
        own("number", "<(nsb)-:n>", NumberFunctions::number);
        same("floor", "<n-:n>");
        same("ceil", "<n-:n>");
        own("round", "<n-n?:n>", NumberFunctions::round);
        same("abs", "<n-:n>");
        same("sqrt", "<n-:n>");
        same("power", "<n-n:n>");
        refused("random", "<:n>", "random");
    }

    private static void collections() {
        same("count", "<a:n>");
        same("boolean", "<x-:b>", "toBoolean");
        same("not", "<x-:b>");
        same("map", "<af>");
        same("zip", "<a+>");
        same("filter", "<af>");
        same("single", "<af?>");
        same("reduce", "<afj?:j>", "foldLeft");
        same("sift", "<o-f?:o>");
        same("keys", "<x-:a<s>>");
        same("lookup", "<x-s:x>");
        same("append", "<xx:a>");
        same("exists", "<x:b>");
        own("spread", "<x-:a<o>>", CollectionFunctions::spread);
        same("merge", "<a<o>:o>");
        same("reverse", "<a:a>");
        same("each", "<o-f:a>");
        same("error", "<s?:x>");
        same("assert", "<bs?:x>", "assertFn");
        same("type", "<x:s>");
        guarded("sort", "<af?:a>", "sort", CollectionFunctions::sort);
        refused("shuffle", "<a:a>", "shuffle");
        own("distinct", "<x:x>", CollectionFunctions::distinct);
        guarded("clone", "<(oa)-:o>", "functionClone", (args, builtin) -> CollectionFunctions.copy(args.get(0)));
    }

    private static void times() {
        guarded("toMillis", "<s-s?:n>", "dateTimeToMillis", Pictures::toMillis);
        guarded("fromMillis", "<n-s?s?:s>", "dateTimeFromMillis", Pictures.checked(1));
        refused("now", "<s?s?:s>", "now");
        refused("millis", "<:n>", "millis");
    }

    private static void same(String name, String signature) {
        same(name, signature, name);
    }

    private static void same(String name, String signature, String method) {
        guarded(name, signature, method, (args, builtin) -> builtin.get());
    }

    private static void own(String name, String signature, Function<Arguments, @Nullable Object> body) {
        guarded(name, signature, name, (args, builtin) -> body.apply(args));
    }

    private static void refused(String name, String signature, String method) {
        guarded(name, signature, method, (args, builtin) -> {
            throw Budget.current().fail(Source.refusal(name));
        });
    }

    private static void guarded(String name, String signature, String method, Body body) {
        ALL.put(name, new GuardedFunction(name, signature, method, body));
    }
}
