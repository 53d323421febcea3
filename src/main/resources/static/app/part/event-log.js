import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Component } from '../component.js';
import { when } from '../format.js';
import { Poll } from '../poll.js';
import { isMoving } from '../words.js';
import { problemAlert } from './problem-alert.js';

const REFRESH_MILLIS = 4_000;

/** Pages read of the log; a replay that has more is read with the API. */
const PAGES = 10;

/** Who did what and when, the newest first: that is what one looks for. */
class EventLog extends Component {
  static properties = { replay: { attribute: false }, entries: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.poll = new Poll(this, () => this.#load());
  }

  updated(changed) {
    const before = changed.get('replay');
    if (before && (before.state !== this.replay.state || before.id !== this.replay.id)) {
      this.poll.now();
    }
  }

  render() {
    if (!this.entries) {
      return this.problem ? problemAlert(this.problem) : html`<p class="note" aria-busy="true">Loading …</p>`;
    }
    return html`<ol class="log" tabindex="0" aria-label="Event log">${this.entries.map(entry)}</ol>`;
  }

  async #load() {
    try {
      const entries = [];
      let pageToken;
      for (let page = 0; page < PAGES && (page === 0 || pageToken); page++) {
        const answer = await api.log(this.replay.id, { pageToken });
        entries.push(...answer.entries);
        pageToken = answer.nextPageToken;
      }
      this.entries = entries.reverse();
      this.problem = undefined;
    } catch (failure) {
      // that the service is gone says the page, once
      const gone = failure.name === 'unreachable';
      this.problem = gone ? undefined : failure;
      return gone ? REFRESH_MILLIS : undefined;
    }
    return isMoving(this.replay) ? REFRESH_MILLIS : undefined;
  }
}

function entry({ at, by, action, from, to, reason, detail }) {
  return html`<li>
    <span class="at">${when(at, true)}</span>
    <div><b>${words(action)}</b> ${from || to ? html`<span class="move">${[from, to].filter(Boolean).join(' → ')}</span>` : nothing}
      ${reason ? html`<span class="reason">${reason}</span>` : nothing}
      ${detail ? html`<p class="cause">${detail}</p>` : nothing}</div>
    <span class="by">${by ?? ''}</span>
  </li>`;
}

/** STATE_CHANGED as "State changed". */
function words(action) {
  const text = (action ?? '').replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

customElements.define('sfn-event-log', EventLog);
