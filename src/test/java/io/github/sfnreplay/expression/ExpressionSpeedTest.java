package io.github.sfnreplay.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("bench")
class ExpressionSpeedTest {

    private static final int ROUNDS = 5;
    private static final int CALLS = 100_000;

    private static final String INPUT = """
            {"amount": 150, "customer": {"tier": "gold", "id": "c-1"}, "items": [%s{"sku": "last", "price": 1.5, "qty": 1}]}""".formatted(
                    "{\"sku\": \"sku-1\", \"price\": 19.25, \"qty\": 3, \"note\": \"some text here\"}, ".repeat(12));

    @Test
    void evaluatesASimplePredicateOftenEnough() {
        var predicate = Expressions.compile("amount > 100 and customer.tier = 'gold'");
        assertThat(perSecond("predicate", () -> predicate.matches(INPUT, Expressions.EXECUTION)))
                .isGreaterThan(50_000);
    }

    @Test
    void transformsOftenEnough() {
        var transform = Expressions.compile("$merge([$, {'replayOf': $execution.name}])");
        assertThat(perSecond("transform", () -> transform.transform(INPUT, Expressions.EXECUTION)))
                .isGreaterThan(20_000);
    }

    private static long perSecond(String what, Supplier<?> call) {
        var best = 0L;
        for (var round = 0; round < ROUNDS; round++) {
            var start = System.nanoTime();
            for (var i = 0; i < CALLS; i++) {
                assertThat(call.get()).isNotNull();
            }
            best = Math.max(best, CALLS * 1_000_000_000L / (System.nanoTime() - start));
        }
        System.out.printf("%s on %d bytes: %,d evaluations per second%n", what, INPUT.length(), best);
        return best;
    }
}
