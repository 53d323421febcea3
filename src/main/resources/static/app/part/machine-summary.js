import { html, nothing, svg } from 'lit';
import { api, Unreachable } from '../api.js';
import { looksLikeMachine } from '../arn.js';
import { Component } from '../component.js';
import { count, utcTime } from '../format.js';
import { filterOf } from '../request.js';
import { stateBadge } from './state-badge.js';
import { problemAlert } from './problem-alert.js';

/** After the last key; each look costs calls to AWS. */
const DEBOUNCE_MILLIS = 900;
/** While the service cannot be reached. */
const RETRY_MILLIS = 5_000;
const HOUR_MILLIS = 3_600_000;
/** A week of hours is what a narrow picture can show. */
const HOURS = 168;

/** What is there, before one asks for a replay: executions by status and by hour, and the errors of a sample. */
class MachineSummary extends Component {
  static properties = { form: { attribute: false }, summary: { state: true }, problem: { state: true }, loading: { state: true } };

  willUpdate(changed) {
    if (changed.has('form')) {
      const asked = JSON.stringify([this.form.machine, this.#filter()]);
      if (asked !== this.asked) {
        this.asked = asked;
        this.#later();
      }
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.controller?.abort();
  }

  #later() {
    clearTimeout(this.timer);
    this.controller?.abort();
    this.summary = undefined;
    this.problem = undefined;
    this.loading = this.#canAsk();
    if (this.loading) {
      this.timer = setTimeout(() => this.#load(), DEBOUNCE_MILLIS);
    }
  }

  #canAsk() {
    return this.form.by === 'filter' && looksLikeMachine(this.form.machine.trim());
  }

  /** What can be told from listings. */
  #filter() {
    const { inputMatches, executionArns, ...filter } = filterOf(this.form);
    return filter;
  }

  async #load() {
    const controller = new AbortController();
    this.controller = controller;
    try {
      this.summary = await api.summary({ stateMachineArn: this.form.machine.trim(), filter: this.#filter() }, controller.signal);
      this.problem = undefined;
    } catch (failure) {
      this.problem = controller.signal.aborted ? undefined : failure;
    }
    if (controller === this.controller) {
      this.loading = false;
      if (isUnreachable(this.problem)) {
        this.timer = setTimeout(() => this.#load(), RETRY_MILLIS);
      }
    }
  }

  render() {
    return html`<section class="card"><h2>What is there</h2>
      ${this.loading ? html`<p class="note" aria-busy="true">Looking …</p>` : nothing}
      ${isUnreachable(this.problem) ? html`<p class="note">${this.problem.message}</p>` : problemAlert(this.problem)}
      ${this.summary ? this.#found(this.summary) : nothing}
      ${!this.loading && !this.summary && !this.problem ? html`<p class="note">${this.form.by === 'filter' ? 'Choose a state machine to see its executions.' : 'Only what is named runs.'}</p>` : nothing}
    </section>`;
  }

  #found({ byStatus, byHour, errors, sampled, of, complete }) {
    const statuses = Object.entries(byStatus);
    return html`
      <ul class="statuscounts">${statuses.map(([status, amount]) => html`<li>${stateBadge(status)}<b>${count(amount)}</b></li>`)}</ul>
      ${statuses.length ? nothing : html`<p class="note">Nothing matches.</p>`}
      ${hours(byHour)}
      ${errors.length ? html`<h3>Errors</h3><p class="note">${sampled < of ? `Of ${count(sampled)} looked at, of ${count(of)} failures.` : 'Of all failures.'}</p>
        <ul class="groups">${errors.map((each) => html`<li><b class="number">${count(each.count)}</b><div><code>${each.error ?? 'no error name'}</code>
          ${each.error ? html`<button type="button" class="link" aria-label="Select only ${each.error}" @click=${() => this.tell('use-error', each.error)}>Only these</button>` : nothing}
          ${each.cause ? html`<p class="cause">${each.cause}</p>` : nothing}</div></li>`)}</ul>` : nothing}
      ${complete === false ? html`<p class="note">There is more: not all was looked at in the time allowed.</p>` : nothing}`;
  }
}

/** That the service is gone says the form when it is sent, once; here it is a note. */
const isUnreachable = (problem) => problem instanceof Unreachable;

/** Hours without any execution are not listed, but have their place. */
function withEmptyHours(all) {
  const counts = new Map(all.map(({ start, byStatus }) => [Date.parse(start), Object.values(byStatus).reduce((a, b) => a + b, 0)]));
  const shown = [];
  const last = Date.parse(all.at(-1).start);
  for (let at = Math.max(Date.parse(all[0].start), last - (HOURS - 1) * HOUR_MILLIS); at <= last; at += HOUR_MILLIS) {
    shown.push({ start: at, count: counts.get(at) ?? 0 });
  }
  return shown;
}

/** Executions by hour as small bars. */
function hours(all) {
  if (all.length < 2) {
    return nothing;
  }
  const shown = withEmptyHours(all).slice(-HOURS);
  const most = Math.max(1, ...shown.map((each) => each.count));
  const width = 100 / shown.length;
  return html`<figure><svg class="hours" viewBox="0 0 100 24" preserveAspectRatio="none" role="img"
    aria-label="Executions by hour, at most ${count(most)}">${shown.map((each, index) => {
      const height = (24 * each.count) / most;
      return svg`<rect x=${index * width} y=${24 - height} width=${width * 0.8} height=${height}><title>${utcTime(each.start)}: ${each.count}</title></rect>`;
    })}</svg><figcaption class="note">By hour, at most ${count(most)}.</figcaption></figure>`;
}

customElements.define('sfn-machine-summary', MachineSummary);
