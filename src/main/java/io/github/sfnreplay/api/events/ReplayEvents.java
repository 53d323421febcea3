package io.github.sfnreplay.api.events;

import io.github.sfnreplay.api.caller.Caller;
import io.github.sfnreplay.api.input.StrictJson;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import io.github.sfnreplay.api.view.ReplayView;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.replay.StoreUnavailableException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/// Tells those who watch a replay each time it has changed, at most four times a second. One thread looks at all
/// replays that are watched; each version is written as JSON once, however many watch.
@Component
class ReplayEvents implements DisposableBean, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayEvents.class);

    /// As often as a person can tell two numbers apart.
    private static final int TICKS_PER_SECOND = 4;

    /// A stream ends with its replay, or with its client.
    private static final long NO_TIMEOUT = 0L;

    private final Replays replays;
    private final JsonMapper mapper;
    private final int maxSubscribers;
    private final int maxPerCaller;
    private final Map<Subscriber, String> callers = new ConcurrentHashMap<>();
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final Map<String, Frame> newest = new ConcurrentHashMap<>();
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("replay-events").factory());
    private final ScheduledFuture<?> ticking;
    private volatile boolean closed;

    ReplayEvents(Replays replays, JsonMapper mapper, EventSettings settings) {
        this.replays = replays;
        this.mapper = StrictJson.from(mapper);
        this.maxSubscribers = settings.maxSubscribers();
        this.maxPerCaller = settings.maxPerCaller();
        var period = TimeUnit.SECONDS.toMillis(1) / TICKS_PER_SECOND;
        this.ticking = clock.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sfn.replay.event.subscribers", subscribers, Set::size)
                .description("Streams of events that are open")
                .register(registry);
    }

    /// A stream that begins with the replay as it is now.
    ///
    /// @throws RefusedException TOO_MANY_REQUESTS if too many watch
    synchronized SseEmitter subscribe(Replay replay) {
        if (closed) {
            throw new RefusedException(
                    ProblemType.SHUTTING_DOWN, "The service is shutting down. Connect again later.", Map.of());
        }
        if (subscribers.size() >= maxSubscribers) {
            throw new RefusedException(
                    ProblemType.TOO_MANY_REQUESTS,
                    maxSubscribers + " streams of events are open already. Poll GET " + "/replays/" + replay.id()
                            + " instead, or connect again later.",
                    Map.of());
        }
        var caller = Caller.current();
        if (caller.signedIn() && open(caller.name()) >= maxPerCaller) {
            throw new RefusedException(
                    ProblemType.TOO_MANY_REQUESTS,
                    "You have " + maxPerCaller + " streams of events open already. Close one, or poll GET /replays/"
                            + replay.id() + " instead.",
                    Map.of());
        }
        var emitter = new SseEmitter(NO_TIMEOUT);
        var subscriber = new Subscriber(replay.id(), emitter, writers, TICKS_PER_SECOND);
        emitter.onCompletion(() -> remove(subscriber));
        emitter.onError(gone -> remove(subscriber));
        subscribers.add(subscriber);
        callers.put(subscriber, caller.name());
        subscriber.offer(frame(replay));
        return emitter;
    }

    private long open(String caller) {
        return callers.values().stream().filter(caller::equals).count();
    }

    private void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
        callers.remove(subscriber);
    }

    private void tick() {
        try {
            newest.keySet()
                    .removeIf(id -> subscribers.stream()
                            .noneMatch(each -> each.replayId().equals(id)));
            var looked = new ConcurrentHashMap<String, Frame>();
            subscribers.forEach(subscriber -> offer(subscriber, looked));
        } catch (StoreUnavailableException e) {
            LOG.debug("Events are sent when the store answers again", e);
        } catch (RuntimeException e) {
            LOG.warn("Events could not be sent; trying again", e);
        }
    }

    private void offer(Subscriber subscriber, Map<String, Frame> looked) {
        var frame = looked.computeIfAbsent(subscriber.replayId(), this::look);
        if (frame == null) {
            subscriber.complete();
        } else {
            subscriber.offer(frame);
        }
    }

    /// Null if the replay is no longer kept.
    private @Nullable Frame look(String id) {
        try {
            return frame(replays.find(id));
        } catch (ReplayException gone) {
            return null;
        }
    }

    private Frame frame(Replay replay) {
        var known = newest.get(replay.id());
        if (known != null && known.version() == replay.version()) {
            return known;
        }
        var frame =
                new Frame(replay.version(), replay.state().isFinal(), mapper.writeValueAsString(ReplayView.of(replay)));
        newest.put(replay.id(), frame);
        return frame;
    }

    /// Open streams would hold up the end of the service.
    @EventListener(ContextClosedEvent.class)
    synchronized void close() {
        closed = true;
        subscribers.forEach(Subscriber::complete);
    }

    @Override
    public void destroy() {
        ticking.cancel(false);
        clock.shutdownNow();
        writers.shutdownNow();
    }
}
