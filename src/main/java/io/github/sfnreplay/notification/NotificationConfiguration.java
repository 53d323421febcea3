package io.github.sfnreplay.notification;

import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// Is there only where a webhook is configured.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("sfn-replay.notification.url")
class NotificationConfiguration {

    @Bean
    Webhook notificationWebhook(NotificationSettings settings) {
        var url =
                Objects.requireNonNull(settings.url(), "sfn-replay.notification.url is empty: leave it out, or set it");
        LoggerFactory.getLogger(Notifier.class)
                .info(
                        "Notifications go to {}{}",
                        url.getHost(),
                        settings.secret() == null ? ", not signed" : ", signed");
        return new Webhook(url, settings.secret(), settings.timeout());
    }

    @Bean("notifications")
    Deliveries notificationDeliveries(MeterRegistry registry, Clock clock, ObjectProvider<ReplayStore> stores) {
        return new Deliveries(registry, clock, (id, note) -> write(stores.getObject(), id, note, clock));
    }

    /// A replay that has been deleted meanwhile has no log any more.
    private static void write(ReplayStore store, String id, String note, Clock clock) {
        try {
            store.update(id, replay -> replay.noted("notify", note, clock.instant()));
        } catch (ReplayException gone) {
            LoggerFactory.getLogger(Notifier.class).debug("Replay {} is gone", id, gone);
        }
    }

    @Bean
    Notifier notifier(
            Webhook webhook,
            NotificationSettings settings,
            PublicAddress address,
            Ticker ticker,
            Deliveries deliveries) {
        var json = new JsonMapper();
        return new Notifier(
                webhook,
                replay -> json.writeValueAsBytes(
                        Notification.of(replay, settings.environment(), address.pageOf(replay.id()))),
                settings.retryFor(),
                ticker,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("notification-", 0).factory()),
                deliveries);
    }
}
