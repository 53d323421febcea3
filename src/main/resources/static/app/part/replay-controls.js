import { html, nothing } from 'lit';
import { api } from '../api.js';
import { caller, CallerWatch } from '../caller.js';
import { Component } from '../component.js';
import { counted } from '../format.js';
import { go, replayRoute, templateRoute } from '../route.js';
import { badItems } from '../words.js';
import './ask-dialog.js';

/** The buttons that steer a replay: those that its state allows. */
class ReplayControls extends Component {
  static properties = { replay: { attribute: false }, busy: { state: true } };

  constructor() {
    super();
    new CallerWatch(this);
  }

  render() {
    const { replay } = this;
    if (!caller.may('operator')) {
      return nothing;
    }
    const may = (action) => replay.allowedActions.includes(action);
    return html`<div class="actions">
      ${may('pause') ? this.#button('Pause', () => this.#do(api.pause(replay.id))) : nothing}
      ${may('resume') ? this.#button('Resume', () => this.#do(api.resume(replay.id)), 'main') : nothing}
      ${may('cancel') ? this.#button('Cancel replay', () => this.#ask('cancel'), 'danger') : nothing}
      ${this.#mayRetry() ? this.#button('Retry failed', () => this.#ask('retry')) : nothing}
      ${this.#button('Use as template', () => go(templateRoute(replay.id)))}
    </div>
    <sfn-ask id="cancel" heading="Cancel this replay?" yes="Cancel replay" no="Let it go on" danger
      .body=${this.#cancelBody()} @confirm=${this.#cancel}></sfn-ask>
    <sfn-ask id="retry" heading="Run the failed items again?" yes="Retry failed" no="Back"
      .body=${this.#retryBody()} @confirm=${this.#retry}></sfn-ask>`;
  }

  #button(text, action, kind = 'quiet') {
    return html`<button type="button" class=${kind} ?disabled=${this.busy} @click=${action}>${text}</button>`;
  }

  #mayRetry() {
    const { allowedActions, finishedAt, itemCounts } = this.replay;
    return allowedActions.includes('retry-failed') || (Boolean(finishedAt) && badItems(itemCounts) > 0);
  }

  #cancelBody() {
    const { pending, running } = this.replay.itemCounts;
    return html`<p>${counted(pending, 'item')} will not start. ${counted(running, 'execution')} of it may run at this moment.</p>
      <fieldset>
        <legend>What about those that run?</legend>
        <label><input type="radio" name="stopRunning" value="" checked>Let them run to their ends</label>
        <label><input type="radio" name="stopRunning" value="true">Stop them</label>
      </fieldset>
      <label>Why (for the log)<input name="reason" maxlength="256" autocomplete="off"></label>`;
  }

  #retryBody() {
    return html`<p>A new replay starts ${counted(badItems(this.replay.itemCounts), 'item')} again at once, each as its next
        attempt.</p>
      <label>Why (for the log)<input name="reason" maxlength="256" autocomplete="off"></label>`;
  }

  #ask(id) {
    this.querySelector(`#${id}`).open();
  }

  #cancel({ detail }) {
    const body = detail.get('stopRunning') ? { stopRunning: true } : {};
    this.#do(api.cancel(this.replay.id, { ...body, ...reasonOf(detail) }));
  }

  async #retry({ detail }) {
    const replay = await this.#do(api.retryFailed(this.replay.id, reasonOf(detail)));
    if (replay) {
      go(replayRoute(replay.id));
    }
  }

  async #do(command) {
    this.busy = true;
    this.tell('problem', undefined);
    try {
      const replay = await command;
      this.tell('replay', replay);
      return replay;
    } catch (failure) {
      this.tell('problem', failure);
      this.tell('stale');
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}

function reasonOf(form) {
  const reason = form.get('reason').trim();
  return reason ? { reason } : {};
}

customElements.define('sfn-replay-controls', ReplayControls);
