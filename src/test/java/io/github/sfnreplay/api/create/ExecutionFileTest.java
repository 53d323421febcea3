package io.github.sfnreplay.api.create;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A file of a million lines, made while it is read, so that one sees how much of it was.
class ExecutionFileTest {

    private static final int LINES = 1_000_000;
    private static final String EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:Orders:order-";

    /// Readers take some thousand lines at a time into their buffers.
    private static final int MOST_READ = 20_000;

    private int read;

    @ParameterizedTest
    @EnumSource
    void readsNoMoreOfAMillionBadLinesThanItNames(FileFormat format) {
        var refusal = refusal(format, LINES, line -> "nonsense " + line);

        assertThat(refusal.type()).isEqualTo(ProblemType.EXECUTIONS_INVALID);
        assertThat(read).isLessThan(MOST_READ);
    }

    @ParameterizedTest
    @EnumSource
    void readsNoMoreOfAMillionExecutionsThanAreAllowed(FileFormat format) {
        var refusal = refusal(format, 100, line -> line(format, line));

        assertThat(refusal.type()).isEqualTo(ProblemType.MAX_ITEMS_EXCEEDED);
        assertThat(refusal).hasMessageContaining("more than 100 executions");
        assertThat(read).isLessThan(MOST_READ);
    }

    @ParameterizedTest
    @EnumSource(names = "CSV")
    void findsTheOneBadLineAmongAMillion(FileFormat format) {
        var refusal = refusal(format, LINES, line -> line == LINES - 1 ? "nonsense" : line(format, line));

        assertThat(refusal.type()).isEqualTo(ProblemType.EXECUTIONS_INVALID);
        assertThat(refusal.properties().toString()).contains("line=" + LINES);
        assertThat(read).isEqualTo(LINES);
    }

    private static String line(FileFormat format, int line) {
        return format == FileFormat.NDJSON ? "{\"executionArn\":\"" + EXECUTION + line + "\"}" : EXECUTION + line;
    }

    private RefusedException refusal(FileFormat format, int maxItems, IntFunction<String> line) {
        var list = new ExecutionList(maxItems);
        return catchThrowableOfType(RefusedException.class, () -> {
            format.read(file(line), list);
            list.toList();
        });
    }

    @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing else
    private InputStream file(IntFunction<String> line) {
        return new SequenceInputStream(new Enumeration<InputStream>() {

            @Override
            public boolean hasMoreElements() {
                return read < LINES;
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream((line.apply(read++) + "\n").getBytes(UTF_8));
            }
        });
    }
}
