import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { LiveReplay } from '../live.js';
import { connectionBanner } from '../part/connection.js';
import { problemAlert } from '../part/problem-alert.js';
import { LIST, title } from '../route.js';
import { isPlan } from '../words.js';
import './plan-view.js';
import './replay-view.js';

/** One replay, kept up to date: as a plan until it is confirmed, then as what runs. */
class ReplayPage extends Component {
  static properties = { replayId: {} };

  connectedCallback() {
    if (!this.live) {
      this.live = new LiveReplay(this, this.replayId);
    }
    super.connectedCallback();
    this.addEventListener('replay', (event) => this.live.accept(event.detail));
    this.addEventListener('stale', () => this.live.refresh());
  }

  render() {
    const { replay, problem } = this.live;
    if (!replay) {
      return problem ? this.#missing(problem) : html`${connectionBanner(this.live)}${this.#waiting()}`;
    }
    const plan = isPlan(replay);
    title(`${replay.state} ${replay.request.reason ?? replay.id}`);
    return html`${connectionBanner(this.live)}${problemAlert(problem)}
      ${plan
        ? html`<sfn-plan-view .replay=${replay}></sfn-plan-view>`
        : html`<sfn-replay-view .replay=${replay}></sfn-replay-view>`}`;
  }

  #waiting() {
    return this.live.connection === 'lost'
      ? nothing
      : html`<p class="empty" aria-busy="true">Loading the replay …</p>`;
  }

  #missing(problem) {
    title('Not found');
    return html`<div class="heading"><h1>Replay</h1></div>${problemAlert(problem)}<p><a href=${LIST}>All replays</a></p>`;
  }
}

customElements.define('sfn-replay-page', ReplayPage);
