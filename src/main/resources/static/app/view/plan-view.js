import { html, nothing } from 'lit';
import { api } from '../api.js';
import { machineName } from '../arn.js';
import { caller, CallerWatch } from '../caller.js';
import { Component } from '../component.js';
import { count, counted, duration, localTime } from '../format.js';
import { field } from '../part/field.js';
import { crumbs, meta } from '../part/page-head.js';
import { problemAlert } from '../part/problem-alert.js';
import { stateBadge } from '../part/state-badge.js';
import { go, templateRoute, LIST } from '../route.js';
import { planSentence, skipReason, warningTitle } from '../words.js';
import { dateOf, handOver } from '../request.js';
import '../part/request-preview.js';
import '../part/items-table.js';

/** A browser gives no value for half a date; a plan must not start at once because of that. */
const INCOMPLETE = { faults: [{ pointer: '/notBefore', detail: 'Complete date and time, or clear the field.' }] };

const isAboutStart = ({ pointer }) => pointer === '/notBefore';

/** What will happen, before it does: the numbers, what is skipped and why, warnings, and every item. */
class PlanView extends Component {
  static properties = { replay: { attribute: false }, ticked: { state: true }, problem: { state: true },
    busy: { state: true }, startAt: { state: true } };

  constructor() {
    super();
    new CallerWatch(this);
    this.ticked = new Set();
    this.startAt = '';
    this.addEventListener('tick', (event) => (this.ticked = event.detail));
  }

  render() {
    const { replay } = this;
    const planned = replay.state === 'PLANNED';
    return html`
      ${crumbs(replay)}
      <div class="heading">
        <div><h1>${replay.request.reason ?? `Plan for ${machineName(replay.request.stateMachineArn)}`}</h1>${meta(replay)}</div>
        <p class="state" role="status">${stateBadge(replay.state)}</p>
      </div>
      ${problemAlert(this.problem?.faults?.some(isAboutStart) ? undefined : this.problem)}
      ${planned ? this.#plan() : this.#planning()}`;
  }

  #planning() {
    const { planning } = this.replay.progress;
    const percent = planning?.toRead ? Math.round((100 * planning.read) / planning.toRead) : 0;
    return html`<section class="card">
      <h2>Looking for executions</h2>
      <p>${this.replay.state === 'PENDING' ? this.replay.stateDetail : planning
        ? html`${counted(planning.listed, 'execution')} listed, ${count(planning.read)} of ${count(planning.toRead)} read.`
        : 'Asking Step Functions.'} Nothing is started.</p>
      <div class="bar thinking" role="progressbar" aria-label="Progress of planning" aria-valuemin="0" aria-valuemax="100"
        aria-valuenow=${percent}><progress max="100" .value=${percent} aria-hidden="true"></progress></div>
      <div class="actions start">
        <button type="button" class="quiet" @click=${this.#change}>Change</button>
        <button type="button" class="quiet" ?disabled=${this.busy} @click=${() => this.#do(api.cancel(this.replay.id, {}))}>Stop planning</button>
      </div>
    </section>`;
  }

  #plan() {
    const { plan } = this.replay;
    const start = Math.max(Date.now(), dateOf(this.startAt) ?? 0);
    const finish = localTime(start + plan.estimatedDurationSeconds * 1000);
    const nothingToDo = plan.eligible === 0;
    return html`
      <section class="card lead">
        <p class="sentence">${planSentence(this.replay, finish)}</p>
        ${nothingToDo ? nothing : html`<p class="note">Their side effects happen again, too. Nothing has started yet.</p>`}
        ${secondPerson(this.replay)}
        ${nothingToDo || !this.#mayRun() ? nothing : this.#start()}
        ${this.#steps(nothingToDo)}
      </section>
      <dl class="figures">
        ${figure('Listed', count(plan.listed), leftOut(plan))}
        ${figure('Matched', count(plan.matched), 'selected by the whole filter')}
        ${figure('Will start', count(plan.eligible), this.replay.request.mode)}
        ${figure('Skipped', count(plan.matched - plan.eligible), '')}
        ${figure('Takes about', duration(plan.estimatedDurationSeconds), 'at the limits that hold')}
      </dl>
      ${this.#warnings()} ${this.#skipped()} ${this.#items()} ${this.#request()}`;
  }

  #start() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return field({ label: 'Start at', id: 'startAt', type: 'datetime-local', step: 60, value: this.startAt, kind: 'start',
      errors: (this.problem?.faults ?? []).filter(isAboutStart),
      onInput: (startAt) => Object.assign(this, { startAt, problem: undefined }),
      hint: `Empty starts it at once. In your zone, ${zone}; at most 30 days ahead.` });
  }

  #mayRun() {
    return caller.may('operator') && !(needsAnother(this.replay) && caller.is(this.replay.requestedBy));
  }

  #steps(nothingToDo) {
    return caller.may('operator') ? html`<div class="actions start">
      ${this.#mayRun() ? html`<button type="button" ?disabled=${this.busy || nothingToDo} aria-busy=${this.busy ? 'true' : nothing}
        @click=${this.#run}>Run this plan</button>` : nothing}
      <button type="button" class="quiet" @click=${this.#change}>Change</button>
      <button type="button" class="quiet" ?disabled=${this.busy} @click=${this.#discard}>Discard</button>
    </div>` : nothing;
  }

  #warnings() {
    const { warnings } = this.replay.plan;
    return warnings.length === 0 ? nothing : html`<section class="card">
      <h2>To know before it runs</h2>
      <ul class="warnings">${warnings.map((each) => html`<li><strong>${warningTitle(each.code)}</strong>
        ${each.count ? html`<span class="tag">${count(each.count)}</span>` : nothing}<br>${each.detail}</li>`)}</ul>
    </section>`;
  }

  #skipped() {
    const reasons = Object.entries(this.replay.plan.skippedByReason).sort((a, b) => b[1] - a[1]);
    return reasons.length === 0 ? nothing : html`<section class="card">
      <h2>Skipped, and why</h2>
      <div class="scroll"><table class="plain"><thead><tr><th>Reason</th><th>Meaning</th><th class="number">Items</th></tr></thead>
      <tbody>${reasons.map(([code, amount]) => html`<tr><td><code>${code}</code></td><td>${skipReason(code)}</td>
        <td class="number">${count(amount)}</td></tr>`)}</tbody></table></div>
    </section>`;
  }

  #items() {
    return html`<section class="card">
      <div class="subheading"><h2>Items</h2>
        ${this.ticked.size ? html`<button type="button" class="quiet" @click=${this.#narrow}>Narrow to
          ${counted(this.ticked.size, 'ticked item')}</button>` : html`<span class="note">Tick items to narrow the plan to them.</span>`}
      </div>
      <sfn-items-table .replay=${this.replay} ticks .ticked=${this.ticked}></sfn-items-table>
    </section>`;
  }

  #request() {
    return html`<section class="card"><h2>The request</h2>
      <p class="note">Plan hash <code>${this.replay.plan.planHash}</code>. Only exactly this plan runs.</p>
      <sfn-request-preview .request=${this.replay.request} .confirm=${{ id: this.replay.id, body: this.#confirmation() }}></sfn-request-preview>
    </section>`;
  }

  /** The plan that one sees, now or later. */
  #confirmation() {
    const notBefore = dateOf(this.startAt)?.toISOString();
    return { planHash: this.replay.plan.planHash, ...(notBefore ? { notBefore } : {}) };
  }

  #run() {
    if (this.querySelector('#startAt').validity.badInput) {
      this.problem = INCOMPLETE;
      return undefined;
    }
    return this.#do(api.confirm(this.replay.id, this.#confirmation()));
  }

  #change() {
    go(templateRoute(this.replay.id));
  }

  #narrow() {
    handOver({ ...this.replay.request, filter: { executionArns: [...this.ticked] } });
    go(templateRoute('narrowed-' + this.replay.id));
  }

  async #discard() {
    const { id } = this.replay;
    await this.#do(caller.may('admin') ? api.deleteReplay(id).then(() => undefined) : api.cancel(id, {}));
    if (!this.problem) {
      go(LIST);
    }
  }

  async #do(command) {
    this.busy = true;
    this.problem = undefined;
    try {
      const replay = await command;
      if (replay) {
        this.tell('replay', replay);
      }
    } catch (failure) {
      this.problem = failure;
      this.tell('stale');
    }
    this.busy = false;
  }
}

const needsAnother = (replay) => replay.stateReason === 'SECOND_PERSON_REQUIRED';

/** Who has to confirm a plan that one person may not start alone. */
function secondPerson(replay) {
  if (!needsAnother(replay)) {
    return nothing;
  }
  return html`<p class="note second" role="note"><strong>A second person has to confirm.</strong> ${replay.stateDetail}
    ${caller.is(replay.requestedBy) ? 'Send them the address of this page.' : nothing}</p>`;
}

/** Why not all that was listed matches. */
function leftOut({ excludedReplays, excludedByFilter, afterBound }) {
  return [
    excludedReplays && `${count(excludedReplays)} made by replays`,
    excludedByFilter && `${count(excludedByFilter)} not matching`,
    afterBound && `${count(afterBound)} too late`,
  ].filter(Boolean).join(', ');
}

function figure(term, value, note) {
  return html`<div><dt>${term}</dt><dd>${value}</dd>${note ? html`<dd class="note">${note}</dd>` : nothing}</div>`;
}

customElements.define('sfn-plan-view', PlanView);
