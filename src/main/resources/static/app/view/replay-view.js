import { html, nothing } from 'lit';
import { api } from '../api.js';
import { machineName } from '../arn.js';
import { caller, CallerWatch } from '../caller.js';
import { Component } from '../component.js';
import { crumbs, meta } from '../part/page-head.js';
import { failureGroups } from '../part/failure-groups.js';
import { glance } from '../part/glance.js';
import { problemAlert, problemOf } from '../part/problem-alert.js';
import { itemLegend, progressBar } from '../part/progress-bar.js';
import { stateBadge } from '../part/state-badge.js';
import { verdicts } from '../part/verdicts.js';
import { seriesOf } from '../series.js';
import { badItems, isFinal, stateReason } from '../words.js';
import '../part/event-log.js';
import '../part/items-table.js';
import '../part/limits-form.js';
import '../part/rate-chart.js';
import '../part/replay-controls.js';

/** A replay while it runs and afterwards. What one asks at 3 am stands first. */
class ReplayView extends Component {
  static properties = { replay: { attribute: false }, problem: { state: true } };

  constructor() {
    super();
    new CallerWatch(this);
    this.addEventListener('problem', (event) => (this.problem = event.detail));
  }

  render() {
    const { replay } = this;
    return html`
      ${crumbs(replay)}
      <div class="heading">
        <div><h1>${replay.request.reason ?? `Replay of ${machineName(replay.request.stateMachineArn)}`}</h1>${meta(replay)}</div>
        <sfn-replay-controls .replay=${replay}></sfn-replay-controls>
      </div>
      ${problemAlert(this.problem)} ${problemOf(replay.error)}
      <section class="card lead" aria-label="State and progress">
        <p class="state" role="status">${stateBadge(replay.state)}<span>${replay.error ? nothing : stateReason(replay)}</span></p>
        ${glance(replay)} ${progressBar(replay)} ${itemLegend(replay.itemCounts)}
      </section>
      <div class="columns">
        ${this.#failures()}
        <section class="card"><h2>Verdicts</h2>${verdicts(replay.verdictCounts, isFinal(replay))}</section>
      </div>
      ${this.#speed()}
      <section class="card"><h2>Event log</h2><sfn-event-log .replay=${replay}></sfn-event-log></section>
      <section class="card">
        <div class="subheading"><h2>Items</h2>
          <a href=${api.reportPath(replay.id)} download>Download report</a></div>
        <sfn-items-table .replay=${replay}></sfn-items-table>
      </section>`;
  }

  #failures() {
    const bad = badItems(this.replay.itemCounts);
    return html`<section class="card"><h2>Failures</h2>
      ${bad || this.replay.failureGroups.length
        ? failureGroups(this.replay.failureGroups)
        : html`<p class="note">No item has failed${isFinal(this.replay) ? '' : ' so far'}.</p>`}
    </section>`;
  }

  #speed() {
    const { replay } = this;
    const steers = replay.allowedActions.includes('patch') && caller.may('operator');
    if (isFinal(replay) && seriesOf(replay.id).length < 2) {
      return nothing;
    }
    return html`<section class="card"><h2>Speed</h2>
      <div class="speed">
        <sfn-rate-chart .replay=${replay}></sfn-rate-chart>
        ${steers ? html`<sfn-limits-form .replay=${replay}></sfn-limits-form>` : nothing}
      </div>
    </section>`;
  }
}

customElements.define('sfn-replay-view', ReplayView);
