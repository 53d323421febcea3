import { api, Unreachable } from './api.js';
import { caller } from './caller.js';
import { isFinal } from './words.js';

/** Between two looks where events do not come; the service's own rate of change is four a second. */
const POLL_MILLIS = 2_000;
/** Between two looks while the service cannot be reached. */
const RETRY_MILLIS = 3_000;
/** Events may have died without a word; this often one looks whether they have. */
const CHECK_MILLIS = 20_000;
/** After the service has refused a stream of events, such as with 429 where it has too many. */
const REFUSED_MILLIS = 30_000;

const isGone = (failure) => failure instanceof Unreachable || failure.status >= 500;

/**
 * Keeps a replay up to date for a component: by events, else by polling.
 * `connection` is `loading`, `live` (events come), `polling` or `lost`.
 */
export class LiveReplay {
  constructor(host, id) {
    this.host = host;
    this.id = id;
    this.connection = 'loading';
    this.replay = undefined;
    this.problem = undefined;
    this.seenAt = undefined;
    this.onBack = () => this.#look();
    host.addController(this);
  }

  hostConnected() {
    this.stopped = false;
    caller.addEventListener('back', this.onBack);
    this.#look();
    this.#listen();
  }

  hostDisconnected() {
    this.stopped = true;
    caller.removeEventListener('back', this.onBack);
    clearTimeout(this.timer);
    this.#close();
  }

  /** Ends this one; the component goes on with another. */
  stop() {
    this.hostDisconnected();
    this.host.removeController(this);
  }

  /** Takes what a command has answered, without waiting for the next event. */
  accept(replay) {
    if (replay.id === this.id && (!this.replay || replay.version >= this.replay.version)) {
      this.replay = replay;
      this.seenAt = new Date();
      this.#changed();
      if (isFinal(replay)) {
        this.#close();
      } else if (!this.events) {
        this.#listen();
      }
    }
  }

  /** Looks now, so that one does not wait for the next turn. */
  refresh() {
    return this.#look();
  }

  #listen() {
    const refused = Date.now() < (this.refusedUntil ?? 0);
    if (this.events || this.stopped || refused || (this.replay && isFinal(this.replay))) {
      return;
    }
    const events = new EventSource(api.eventsPath(this.id));
    this.events = events;
    events.addEventListener('replay', (event) => {
      this.connection = 'live';
      this.accept(JSON.parse(event.data));
      this.#next(CHECK_MILLIS);
    });
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) {
        this.refusedUntil = Date.now() + REFUSED_MILLIS;
      }
      this.#close();
      this.#look();
    };
  }

  #close() {
    this.events?.close();
    this.events = undefined;
  }

  async #look() {
    clearTimeout(this.timer);
    try {
      const { status, etag, body } = await api.getReplay(this.id, this.etag);
      this.etag = etag ?? this.etag;
      this.problem = undefined;
      this.seenAt = new Date();
      const wasLost = this.connection === 'lost';
      this.connection = this.events && !wasLost ? 'live' : 'polling';
      if (status === 200) {
        this.accept(body);
      }
      if (wasLost) {
        this.refusedUntil = undefined;
        this.#close();
      }
      this.#listen();
    } catch (failure) {
      this.#failed(failure);
    }
    this.#changed();
    this.#next(this.connection === 'lost' ? RETRY_MILLIS : this.events ? CHECK_MILLIS : POLL_MILLIS);
  }

  #failed(failure) {
    if (isGone(failure)) {
      this.connection = 'lost';
    } else {
      this.problem = failure;
      this.connection = 'polling';
    }
  }

  #next(millis) {
    clearTimeout(this.timer);
    const done = this.problem || (this.replay && isFinal(this.replay) && this.connection !== 'lost');
    if (!this.stopped && !done) {
      this.timer = setTimeout(() => this.#look(), millis);
    }
  }

  #changed() {
    if (!this.stopped) {
      this.host.requestUpdate();
    }
  }
}
