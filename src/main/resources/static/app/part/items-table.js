import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.js';
import { Component } from '../component.js';
import { count } from '../format.js';
import { Poll } from '../poll.js';
import { ITEM_STATES, VERDICTS, isMoving, isPlan } from '../words.js';
import { itemDetails, itemRow } from './item-row.js';
import { Pager } from './pager.js';
import { problemAlert } from './problem-alert.js';

/** Items of a page; the table never holds more, whatever the replay's size. */
const PAGE_SIZE = 25;
const REFRESH_MILLIS = 3_000;

/** The items of a replay, a page at a time, with filters; with `ticks` one may tick them. */
class ItemsTable extends Component {
  static properties = {
    replay: { attribute: false },
    ticks: { type: Boolean },
    ticked: { attribute: false },
    page: { state: true },
    problem: { state: true },
    state: { state: true },
    verdict: { state: true },
    execution: { state: true },
    open: { state: true },
  };

  constructor() {
    super();
    Object.assign(this, { state: '', verdict: '', execution: '', open: new Map(), ticked: new Set() });
    this.poll = new Poll(this, () => this.#load());
    this.pager = new Pager(() => this.poll.now());
  }

  updated(changed) {
    const before = changed.get('replay');
    if (before && before.state !== this.replay.state) {
      this.poll.now();
    }
  }

  render() {
    return html`${this.#filters()} ${problemAlert(this.problem)}
      ${this.page ? this.#table() : html`<p class="note" aria-busy="true">Loading the items …</p>`}`;
  }

  #filters() {
    const states = isPlan(this.replay) ? ITEM_STATES.filter(([field]) => ['pending', 'skipped'].includes(field)) : ITEM_STATES;
    return html`<form class="filters" @submit=${this.#find}>
      <label>Item state <select @change=${(event) => this.#filter({ state: event.target.value })}>
        <option value="">All</option>${states.map(([, code]) => html`<option .selected=${code === this.state}>${code}</option>`)}</select></label>
      ${isPlan(this.replay) ? nothing : html`<label>Verdict <select @change=${(event) => this.#filter({ verdict: event.target.value })}>
        <option value="">All</option>${VERDICTS.map(([, code]) => html`<option .selected=${code === this.verdict}>${code}</option>`)}</select></label>`}
      <label class="grow">Execution <input type="search" name="execution" placeholder="its name or ARN" autocomplete="off"></label>
      <button type="submit" class="quiet">Find</button>
    </form>`;
  }

  #find(event) {
    event.preventDefault();
    const text = new FormData(event.target).get('execution').trim();
    const prefix = this.replay.request.stateMachineArn.split(':').slice(0, 7).join(':').replace(':stateMachine:', ':execution:');
    this.#filter({ execution: !text || text.startsWith('arn:') ? text : `${prefix}:${text}` });
  }

  #table() {
    const { items } = this.page;
    if (items.length === 0) {
      return html`<p class="empty small">${this.#nothing()}</p>${this.#paging()}`;
    }
    const context = { ticks: this.ticks, ticked: this.ticked, open: this.open, onTick: this.#tick, onOpen: this.#toggle };
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Items"><table class="items rows">
        <thead><tr>${this.ticks ? html`<th><span class="hidden">Ticked</span></th>` : nothing}
          <th class="number">No.</th><th>Source</th><th>State</th>${this.ticks ? nothing : html`<th>Verdict</th>`}
          <th>Replay</th><th><span class="hidden">Details</span></th></tr></thead>
        <tbody>${repeat(items, (item) => item.index, (item) => html`${itemRow(item, context)}${this.open.has(item.index)
          ? itemDetails(item, this.open.get(item.index)) : nothing}`)}</tbody>
      </table></div>
      ${this.#paging()}`;
  }

  #nothing() {
    return this.#filtered() || this.pager.number > 1 ? 'No item is like that.' : 'There are no items.';
  }

  #paging() {
    return this.pager.render({
      label: 'Pages of items', next: this.page.nextPageToken, where: this.#where(),
      words: { first: 'First', back: 'Previous', on: 'Next' },
    });
  }

  #where() {
    const { items } = this.page;
    if (items.length === 0) {
      return '';
    }
    const of = this.#filtered() ? '' : ` of ${count(this.replay.itemCounts.total)}`;
    return `${count(items[0].index + 1)} to ${count(items.at(-1).index + 1)}${of}`;
  }

  #filtered() {
    return this.state || this.verdict || this.execution;
  }

  #filter(change) {
    Object.assign(this, change);
    this.pager.first();
  }

  #tick = (item, on) => {
    const ticked = new Set(this.ticked);
    ticked[on ? 'add' : 'delete'](item.sourceExecutionArn);
    this.tell('tick', ticked);
  };

  #toggle = async (item) => {
    const open = new Map(this.open);
    if (open.delete(item.index)) {
      this.open = open;
      return;
    }
    this.open = open.set(item.index, { loading: true });
    const answer = await api.itemInput(this.replay.id, item.index).catch((failure) => ({ failure }));
    if (this.open.has(item.index)) {
      this.open = new Map(this.open).set(item.index, answer);
    }
  };

  async #load() {
    const look = this.pager.look();
    const { state, verdict, execution } = this;
    try {
      const page = await api.items(this.replay.id, {
        state, verdict, executionArn: execution, pageSize: PAGE_SIZE, pageToken: look.token,
      });
      if (look.isCurrent()) {
        this.page = page;
        this.problem = undefined;
      }
    } catch (failure) {
      // that the service is gone says the page, once
      const gone = failure.name === 'unreachable';
      this.problem = gone ? undefined : failure;
      return gone ? REFRESH_MILLIS : undefined;
    }
    return isMoving(this.replay) ? REFRESH_MILLIS : undefined;
  }
}

customElements.define('sfn-items-table', ItemsTable);
