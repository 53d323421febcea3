import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api, Unreachable } from '../api.js';
import { unqualified } from '../arn.js';
import { caller, CallerWatch } from '../caller.js';
import { Component } from '../component.js';
import { count, counted, localTime } from '../format.js';
import { Pager } from '../part/pager.js';
import { problemAlert } from '../part/problem-alert.js';
import { replayRow } from '../part/replay-row.js';
import { Poll } from '../poll.js';
import { go, NEW, title } from '../route.js';
import { isMoving, REPLAY_STATES } from '../words.js';

/** Rows of a page: what fits a long screen; more are a click away. */
const PAGE_SIZE = 25;
/** While something moves, and while nothing does. */
const QUICK_MILLIS = 2_000;
const SLOW_MILLIS = 10_000;

/** All replays, newest first, a page at a time. */
class ReplayList extends Component {
  static properties = {
    page: { state: true },
    problem: { state: true },
    state: { state: true },
    machine: { state: true },
    notice: { state: true },
    pausing: { state: true },
  };

  constructor() {
    super();
    this.state = '';
    this.machine = '';
    this.machines = new Set();
    new CallerWatch(this);
    this.poll = new Poll(this, () => this.#load());
    this.pager = new Pager(() => this.poll.now());
    title('');
  }

  render() {
    return html`
      <div class="heading">
        <h1>Replays</h1>
        <div class="actions">
          ${caller.may('admin') ? html`<button type="button" class="quiet" ?disabled=${this.pausing}
            @click=${this.#pauseAll}>Pause all</button>` : nothing}
          ${caller.may('operator') ? html`<button type="button" @click=${() => go(NEW)}>New replay</button>` : nothing}
        </div>
      </div>
      ${this.#filters()}
      <p class="note" aria-live="polite">${this.notice}</p>
      ${this.#trouble()} ${this.page ? this.#table() : this.#waiting()}`;
  }

  #filters() {
    const known = [...this.machines].sort();
    return html`<form class="filters" @submit=${(event) => event.preventDefault()}>
      <label>State
        <select @change=${(event) => this.#filter({ state: event.target.value })}>
          <option value="" ?selected=${!this.state}>All states</option>
          ${REPLAY_STATES.map((each) => html`<option ?selected=${each === this.state}>${each}</option>`)}
        </select>
      </label>
      <label>Machine
        <select @change=${(event) => this.#filter({ machine: event.target.value })}>
          <option value="" ?selected=${!this.machine}>All machines</option>
          ${known.map((arn) => html`<option value=${arn} ?selected=${arn === this.machine}>${arn.split(':').pop()}
            (${arn.split(':')[3]})</option>`)}
        </select>
      </label>
    </form>`;
  }

  #trouble() {
    if (this.problem instanceof Unreachable && this.page) {
      return html`<div class="alert lost" role="alert"><strong>Connection lost</strong>
        <span>You see the state of ${localTime(this.seenAt, true)}. The page tries again by itself.</span></div>`;
    }
    return problemAlert(this.problem);
  }

  #waiting() {
    return this.problem ? nothing : html`<p class="empty" aria-busy="true">Loading the replays …</p>`;
  }

  #table() {
    const { replays } = this.page;
    if (replays.length === 0) {
      return this.#empty();
    }
    return html`<div class="scroll"><table class="replays rows">
        <caption class="hidden">Replays, newest first</caption>
        <thead><tr><th>State</th><th>Replay</th><th>Progress</th><th>Started</th><th>Took</th><th>By</th></tr></thead>
        <tbody>${repeat(replays, (each) => each.id, replayRow)}</tbody>
      </table></div>
      ${this.#paging()}`;
  }

  #empty() {
    if (this.state || this.machine || this.pager.number > 1) {
      return html`<p class="empty">No replay is like that. <button type="button" class="link"
        @click=${() => this.#filter({ state: '', machine: '' })}>Show all</button></p>`;
    }
    return html`<div class="empty">
      <p><b>No replays yet.</b></p>
      <p>Choose a state machine and which of its past executions to run again. You see what will start before
        anything does.</p>
    </div>`;
  }

  #paging() {
    return this.pager.render({
      label: 'Pages of replays', next: this.page.nextPageToken, where: `Page ${count(this.pager.number)}`,
      words: { back: 'Newer', on: 'Older' },
    });
  }

  #filter(change) {
    Object.assign(this, change);
    this.pager.first();
  }

  async #load() {
    const look = this.pager.look();
    try {
      const page = await api.listReplays({
        state: this.state, stateMachineArn: this.machine, pageSize: PAGE_SIZE, pageToken: look.token,
      });
      if (look.isCurrent()) {
        this.page = page;
        page.replays.forEach((each) => this.machines.add(unqualified(each.request.stateMachineArn)));
        this.seenAt = new Date();
        this.problem = undefined;
      }
    } catch (failure) {
      this.problem = failure;
    }
    return this.problem || this.page?.replays.some(isMoving) ? QUICK_MILLIS : SLOW_MILLIS;
  }

  async #pauseAll() {
    this.pausing = true;
    try {
      const { paused } = await api.pauseAll();
      this.notice = paused.length ? `${counted(paused.length, 'replay')} paused.` : 'Nothing ran, so nothing was paused.';
      this.poll.now();
    } catch (failure) {
      this.problem = failure;
    }
    this.pausing = false;
  }
}

customElements.define('sfn-replay-list', ReplayList);
