package io.github.sfnreplay.api.problem;

import java.util.Map;

/// A request that the HTTP interface itself refuses.
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String detail;
    private final transient Map<String, ?> properties;

    public RefusedException(ProblemType type, String detail, Map<String, ?> properties) {
        super(detail);
        this.type = type;
        this.detail = detail;
        this.properties = properties;
    }

    public ProblemType type() {
        return type;
    }

    String detail() {
        return detail;
    }

    public Map<String, ?> properties() {
        return properties;
    }
}
