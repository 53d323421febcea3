package io.github.sfnreplay.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/// A test of the whole HTTP interface on an engine that runs nothing.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {ApiOnFakeEngine.class, ApiOnFakeEngine.Client.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"sfn-replay.events.max-subscribers=" + ApiTest.MAX_SUBSCRIBERS, "sfn-replay.region="})
@AutoConfigureMockMvc
public @interface ApiTest {

    int MAX_SUBSCRIBERS = 3;
}
