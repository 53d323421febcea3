package io.github.sfnreplay.api.create;

import io.github.sfnreplay.api.input.BodyLimits;
import io.github.sfnreplay.api.input.BodyReader;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a form with the parts `request` and `executions` as a stream: nothing is kept of the file but the executions
/// that it names. Tomcat's reader, because the servlet API only gives parts that were written to disk first.
final class UploadReader {

    static final String REQUEST = "request";
    static final String EXECUTIONS = "executions";

    private final BodyReader bodies;
    private final BodyLimits limits;
    private final int maxItems;

    /// @param limits of the part `request`
    /// @param maxItems how many executions a file may name
    UploadReader(BodyReader bodies, BodyLimits limits, int maxItems) {
        this.bodies = bodies;
        this.limits = limits;
        this.maxItems = maxItems;
    }

    Upload read(HttpServletRequest http) throws IOException {
        try {
            return new Form().read(new FileUpload().getItemIterator(new ServletRequestContext(http)));
        } catch (FileUploadException | MalformedStreamException | FileUploadIOException e) {
            throw malformed();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof MalformedStreamException) {
                throw malformed();
            }
            throw e.getCause();
        }
    }

    private static RefusedException malformed() {
        return new RefusedException(
                ProblemType.BAD_REQUEST,
                "The body is not complete multipart/form-data: a boundary is missing, or it ends too early."
                        + " Nothing was done. Send it again, whole.",
                Map.of());
    }

    /// What was read so far.
    private final class Form {

        private final ValidationErrors faults = new ValidationErrors();
        private @Nullable JsonNode request;
        private @Nullable List<ExecutionArn> executions;
        private @Nullable RefusedException refusal;

        private Upload read(FileItemIterator parts) throws IOException, FileUploadException {
            while (parts.hasNext()) {
                take(parts.next());
            }
            if (request == null) {
                faults.inParameter(REQUEST, "is required: the JSON that POST /replays takes, without executionArns");
            }
            if (executions == null) {
                faults.inParameter(EXECUTIONS, "is required: a file that names executions");
            }
            faults.throwIfAny();
            if (request == null || executions == null) {
                throw new IllegalStateException("a part is missing without a fault");
            }
            return new Upload(request, executions, refusal);
        }

        private void take(FileItemStream part) throws IOException {
            var name = String.valueOf(part.getFieldName());
            switch (name) {
                case REQUEST -> takeRequest(part);
                case EXECUTIONS -> takeExecutions(part);
                default -> faults.inParameter(name, "is not known here; known are " + REQUEST + ", " + EXECUTIONS);
            }
        }

        private void takeRequest(FileItemStream part) throws IOException {
            if (request != null) {
                faults.inParameter(REQUEST, "is given more than once");
                return;
            }
            try (var in = part.openStream()) {
                request = limits.read(in, bodies::parse);
            }
        }

        private void takeExecutions(FileItemStream part) throws IOException {
            if (executions != null) {
                faults.inParameter(EXECUTIONS, "is given more than once");
                return;
            }
            var format = FileFormat.of(part.getContentType(), part.getName()).orElseThrow(UploadReader::unsupported);
            var list = new ExecutionList(maxItems);
            executions = List.of();
            try (var in = part.openStream()) {
                readAll(format, in, list);
                executions = list.toList();
            } catch (RefusedException e) {
                refusal = e; // faults of the request come first
            }
        }
    }

    private static void readAll(FileFormat format, InputStream in, ExecutionList list) throws IOException {
        try {
            format.read(in, list);
        } catch (CharacterCodingException e) {
            list.refuse(list.lastLine() + 1, "is not UTF-8: save the file in that encoding");
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof CharacterCodingException)) {
                throw e;
            }
            list.refuse(list.lastLine() + 1, "is not UTF-8: save the file in that encoding");
        }
    }

    private static RefusedException unsupported() {
        return new RefusedException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send the part executions as " + String.join(", ", FileFormat.mediaTypes()) + ".",
                Map.of("supported", FileFormat.mediaTypes()));
    }
}
