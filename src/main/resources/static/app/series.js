/** Points kept of a replay; when there are more, every second one goes, so that a long replay is drawn as a whole. */
const MOST = 1_200;
/** Points are no closer than this: the eye sees no more. */
const LEAST_SECONDS = 0.5;

/** What a page has seen of a replay's speed. */
class Series {
  constructor() {
    this.points = [];
    this.gap = LEAST_SECONDS;
  }

  get length() {
    return this.points.length;
  }

  add({ version, updatedAt, progress, itemCounts }) {
    const at = Date.parse(updatedAt) / 1000;
    const last = this.points.at(-1);
    if (last && (version === last.version || at - last.at < this.gap)) {
      return;
    }
    const before = last?.calls ?? progress.throttledCalls;
    this.points.push({
      version, at, calls: progress.throttledCalls, open: itemCounts.running,
      starts: progress.startsPerSecond, throttled: Math.max(0, progress.throttledCalls - before),
    });
    if (this.points.length > MOST) {
      this.points = this.points.filter((_, index) => index % 2 === 0);
      this.gap *= 2;
    }
  }

  /** As uPlot takes them: times, starts per second, throttled calls, open executions. */
  columns() {
    return ['at', 'starts', 'throttled', 'open'].map((name) => this.points.map((point) => point[name]));
  }
}

const all = new Map();

/** The series of a replay; it outlives its view, so that one may go elsewhere and come back. */
export function seriesOf(id) {
  if (!all.has(id)) {
    all.set(id, new Series());
  }
  return all.get(id);
}
