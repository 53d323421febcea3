import { html, nothing, svg } from 'lit';
import { api } from '../api.js';
import { looksLikeMachine } from '../arn.js';
import { Component } from '../component.js';
import { count, utcTime } from '../format.js';
import { filterOf } from '../request.js';
import { stateBadge } from './state-badge.js';
import { problemAlert } from './problem-alert.js';

/** After the last key; each look costs calls to AWS. */
const DEBOUNCE_MILLIS = 900;

/** What is there, before one asks for a replay: executions by status and by hour, and the errors of a sample. */
class MachineSummary extends Component {
  static properties = { form: { attribute: false }, summary: { state: true }, problem: { state: true }, loading: { state: true } };

  willUpdate(changed) {
    if (changed.has('form')) {
      const asked = JSON.stringify([this.form.machine, filterOf(this.form)]);
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
    const filter = filterOf(this.form);
    return looksLikeMachine(this.form.machine.trim()) && (filter.statuses ?? filter.executionArns ?? []).length > 0;
  }

  async #load() {
    const controller = new AbortController();
    this.controller = controller;
    try {
      this.summary = await api.summary({ stateMachineArn: this.form.machine.trim(), filter: filterOf(this.form) }, controller.signal);
    } catch (failure) {
      this.problem = controller.signal.aborted ? undefined : failure;
    }
    if (controller === this.controller) {
      this.loading = false;
    }
  }

  render() {
    return html`<section class="card"><h2>What is there</h2>
      ${this.loading ? html`<p class="note" aria-busy="true">Looking …</p>` : nothing}
      ${problemAlert(this.problem)}
      ${this.summary ? this.#found(this.summary) : nothing}
      ${!this.loading && !this.summary && !this.problem ? html`<p class="note">Choose a state machine and statuses to see what they select.</p>` : nothing}
    </section>`;
  }

  #found({ countsByStatus, countsByHour, errors, sampled, of, complete }) {
    const statuses = Object.entries(countsByStatus ?? {});
    return html`
      <ul class="statuscounts">${statuses.map(([status, amount]) => html`<li>${stateBadge(status)}<b>${count(amount)}</b></li>`)}</ul>
      ${statuses.length ? nothing : html`<p class="note">Nothing matches.</p>`}
      ${hours(countsByHour ?? [])}
      ${(errors ?? []).length ? html`<h3>Errors</h3><p class="note">${sampled < of ? `Of ${count(sampled)} looked at, of ${count(of)} failures.` : 'Of all failures.'}</p>
        <ul class="groups">${errors.map((each) => html`<li><b class="number">${count(each.count)}</b><div><code>${each.error}</code>
          <button type="button" class="link" aria-label="Select only ${each.error}" @click=${() => this.tell('use-error', each.error)}>Only these</button>
          ${each.cause ? html`<p class="cause">${each.cause}</p>` : nothing}</div></li>`)}</ul>` : nothing}
      ${complete === false ? html`<p class="note">There is more: not all was looked at in the time allowed.</p>` : nothing}`;
  }
}

/** Executions by hour as small bars. */
function hours(all) {
  const shown = all.slice(-168);
  if (shown.length < 2) {
    return nothing;
  }
  const most = Math.max(...shown.map((each) => each.count));
  const width = 100 / shown.length;
  return html`<figure><svg class="hours" viewBox="0 0 100 24" preserveAspectRatio="none" role="img"
    aria-label="Executions by hour, at most ${count(most)}">${shown.map((each, index) => {
      const height = (24 * each.count) / most;
      return svg`<rect x=${index * width} y=${24 - height} width=${width * 0.8} height=${height}><title>${utcTime(each.hour)}: ${each.count}</title></rect>`;
    })}</svg><figcaption class="note">By hour, at most ${count(most)}.</figcaption></figure>`;
}

customElements.define('sfn-machine-summary', MachineSummary);
