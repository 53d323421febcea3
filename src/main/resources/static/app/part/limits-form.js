import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Component } from '../component.js';
import { count, rate } from '../format.js';
import { field } from './field.js';
import { problemAlert } from './problem-alert.js';

/** A running replay's version rises up to four times a second, so a tag may be old before it is sent. */
const TRIES = 3;

/** Rate and concurrency of a replay, also while it runs. */
class LimitsForm extends Component {
  static properties = { replay: { attribute: false }, draft: { state: true }, problem: { state: true }, notice: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.draft = {};
  }

  render() {
    const { startsPerSecond, maxConcurrency } = this.replay.limits.effective;
    return html`<form class="limits" @submit=${this.#apply} novalidate>
      ${this.#field('Starts per second', 'startsPerSecond', startsPerSecond, 'decimal')}
      ${this.replay.request.follow === 'NONE' ? nothing : this.#field('Max concurrency', 'maxConcurrency', maxConcurrency, 'numeric')}
      <button type="submit" class="quiet" ?disabled=${this.busy || !this.#changed()}>Apply</button>
      <p class="note" aria-live="polite">${this.notice ?? 'Takes effect at once. Empty means the default.'}</p>
      ${this.problem && !this.problem.faults?.length ? problemAlert(this.problem) : nothing}
    </form>`;
  }

  #field(label, name, current, inputmode) {
    return field({
      label, id: `limit-${name}`, inputmode,
      value: this.draft[name] ?? (current === undefined ? '' : String(current)),
      errors: (this.problem?.faults ?? []).filter((each) => each.pointer === `/limits/${name}`),
      onInput: (value) => (this.draft = { ...this.draft, [name]: value }),
    });
  }

  #changed() {
    return Object.keys(this.#limits()).length > 0;
  }

  /** What differs from what holds. An empty field asks for the default. */
  #limits() {
    const { effective } = this.replay.limits;
    const changes = Object.entries(this.draft).filter(([name, value]) => value.trim() !== String(effective[name] ?? ''));
    return Object.fromEntries(changes.map(([name, value]) => [name, numberOf(value)]));
  }

  async #apply(event) {
    event.preventDefault();
    this.busy = true;
    this.problem = undefined;
    this.notice = undefined;
    try {
      const replay = await this.#send(this.#limits(), JSON.stringify(this.replay.limits.effective));
      this.draft = {};
      const { startsPerSecond, maxConcurrency } = replay.limits.effective;
      this.notice = `Now ${rate(startsPerSecond)} starts a second${maxConcurrency ? `, ${count(maxConcurrency)} at a time` : ''}.`;
      this.tell('replay', replay);
    } catch (failure) {
      this.problem = failure;
      this.tell('stale');
    }
    this.busy = false;
  }

  /**
   * With If-Match, so that nobody's change is lost; repeated while only counts have moved and not the limits. When the
   * counts move too fast for that, the limits that were seen a moment ago must do.
   */
  async #send(limits, seen) {
    const seenTag = `"${this.replay.version}"`;
    for (let left = TRIES; ; left--) {
      const { etag, body } = await api.getReplay(this.replay.id);
      const same = JSON.stringify(body.limits.effective) === seen;
      try {
        const tag = left > 0 ? etag : undefined;
        return (await api.patch(this.replay.id, { limits }, same ? tag : seenTag)).body;
      } catch (failure) {
        if (failure.status !== 412 || !same) {
          throw failure;
        }
      }
    }
  }
}

/** Null resets to the default; what is no number is sent as it is, so that the API says what it expects. */
function numberOf(text) {
  const trimmed = text.trim();
  if (trimmed === '') {
    return null;
  }
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : trimmed;
}

customElements.define('sfn-limits-form', LimitsForm);
