package io.github.sfnreplay.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Prints figures as a Markdown table, with the machine they were measured on.
final class Table {

    private final List<String> lines = new ArrayList<>();

    Table(String title, String... columns) {
        lines.add("\n### " + title + "\n");
        lines.add(Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + LocalDate.now(ZoneOffset.UTC) + "\n");
        row((Object[]) columns);
        row(Collections.nCopies(columns.length, "-").toArray());
    }

    Table row(Object... cells) {
        var line = new StringBuilder("|");
        for (var cell : cells) {
            line.append(' ')
                    .append(cell instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : cell)
                    .append(" |");
        }
        lines.add(line.toString());
        return this;
    }

    void print() {
        System.out.println(String.join("\n", lines) + "\n");
    }
}
