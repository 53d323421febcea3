# syntax=docker/dockerfile:1

# 1. Builds the jar and takes it apart into layers, those that change least first.
FROM eclipse-temurin:25.0.3_9-jdk-noble AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -q package -Dmaven.test.skip=true
RUN java -Djarmode=tools -jar target/sfn-replay.jar extract --layers --destination layers

# 2. The application on the JRE it will run on.
FROM eclipse-temurin:25.0.3_9-jre-noble AS application
RUN groupadd --gid 10001 sfn-replay \
    && useradd --uid 10001 --gid 10001 --create-home --shell /usr/sbin/nologin sfn-replay
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./

# 3. Starts it once, up to the point where it would open its port, and keeps what the JVM has learned from that. A cache
#    is good only for the JVM and the files it was made with; with any other it is ignored, and the start is slower.
FROM application AS training
RUN java -XX:AOTCacheOutput=/tmp/sfn-replay.aot -Dspring.context.exit=onRefresh -jar sfn-replay.jar

FROM application
COPY --from=training /tmp/sfn-replay.aot ./

# Nothing is written but to /tmp: run it with --read-only --tmpfs /tmp.
# Everything but loopback is outside of the container: publish the port on 127.0.0.1 (-p 127.0.0.1:8080:8080).
ENV SERVER_ADDRESS=0.0.0.0 \
    SERVER_PORT=8080
# The heap may have three quarters of the container's memory. Compressed pointers are what the cache was made with; not
# to lose them on a machine with much memory and no limit, the heap stays below 32 GB.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75.0 -XX:+UseCompressedOops -XX:+ExitOnOutOfMemoryError"

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM

# A JVM asks, so that no shell and no other program is needed; a small one, without the options of the service.
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --start-interval=2s --retries=3 \
    CMD ["java", "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", "/app/sfn-replay.jar", "io.github.sfnreplay.HealthProbe"]

ENTRYPOINT ["java", "-XX:AOTCache=/app/sfn-replay.aot", "-jar", "/app/sfn-replay.jar"]
