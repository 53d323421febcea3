import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { api } from '../api.js';
import { looksLikeMachine, parseArn } from '../arn.js';
import { Component } from '../component.js';
import { faultsOf } from './field.js';

/** Listed at most; who has more types a part of the name. */
const SHOWN = 50;
/** Pages read of the list; the rest is reached by pasting an ARN. */
const PAGES = 10;

/** A field for the ARN of a state machine: one of a list, or pasted. A combobox by the ARIA pattern. */
class MachinePicker extends Component {
  static properties = { value: {}, faults: { attribute: false }, machines: { state: true }, region: { state: true },
    open: { state: true }, active: { state: true }, note: { state: true } };

  constructor() {
    super();
    Object.assign(this, { machines: [], region: '', active: -1, faults: [] });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    const shown = this.#shown();
    const errors = this.faults.length > 0;
    return html`<div class="fields machine">
      <div class="field picker">
        <label for="machine">State machine</label>
        <input id="machine" role="combobox" aria-expanded=${this.open && shown.length > 0} aria-controls="machines" aria-autocomplete="list"
          aria-activedescendant=${this.open && shown[this.active] ? `machine-${this.active}` : nothing} autocomplete="off" spellcheck="false"
          placeholder="Choose one, or paste its ARN" .value=${live(this.value)} aria-invalid=${errors ? 'true' : nothing}
          aria-describedby=${errors ? 'machine-error' : 'machine-hint'} @click=${this.#show} @blur=${() => (this.open = false)}
          @input=${this.#onInput} @keydown=${this.#onKey}>
        <ul id="machines" role="listbox" aria-label="Choices" ?hidden=${!this.open || shown.length === 0}>${shown.map(this.#option)}</ul>
        ${faultsOf('machine', this.faults)}
        <small id="machine-hint" class="hint" aria-live="polite">${this.note ?? ''}</small>
      </div>
      <div class="field region">
        <label for="region">Region</label>
        <input id="region" autocomplete="off" spellcheck="false" placeholder="as configured" .value=${live(this.region)}
          @change=${(event) => this.#toRegion(event.target.value)}>
      </div>
    </div>`;
  }

  #option = (machine, index) => {
    const { stateMachineArn, name, type } = machine;
    return html`<li id="machine-${index}" role="option" aria-selected=${index === this.active} aria-disabled=${!may(machine)}
      class=${index === this.active ? 'active' : ''} @pointerdown=${(event) => { event.preventDefault(); this.#choose(machine); }}>
      <b>${name}</b> <small>${type}, ${parseArn(stateMachineArn).region}</small>
      ${may(machine) ? nothing : html`<small class="why">${whyNot(machine)}</small>`}</li>`;
  };

  /** All while the field holds one of them, else those that contain what is typed. */
  #shown() {
    const typed = (this.value ?? '').trim().toLowerCase();
    const exact = this.machines.some((each) => each.stateMachineArn.toLowerCase() === typed);
    return this.machines.filter((each) => exact || each.stateMachineArn.toLowerCase().includes(typed)).slice(0, SHOWN);
  }

  #show() {
    this.open = true;
    this.active = -1;
  }

  /** A whole ARN leaves nothing to choose. */
  #onInput(event) {
    this.open = !looksLikeMachine(event.target.value.trim());
    this.active = -1;
    this.tell('machine', event.target.value);
  }

  #onKey(event) {
    const shown = this.#shown();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) {
      event.preventDefault();
      this.active = this.open ? (this.active + step + shown.length) % shown.length : 0;
      this.open = true;
    } else if (event.key === 'Enter' && this.open && shown[this.active]) {
      event.preventDefault();
      this.#choose(shown[this.active]);
    } else if (event.key === 'Escape') {
      this.open = false;
    }
  }

  #choose(machine) {
    if (may(machine)) {
      this.open = false;
      this.tell('machine', machine.stateMachineArn);
    }
  }

  #toRegion(region) {
    this.region = region.trim();
    this.#load();
  }

  async #load() {
    const region = this.region;
    const machines = [];
    let pageToken;
    this.note = 'Loading the state machines …';
    try {
      for (let page = 0; page < PAGES && (page === 0 || pageToken); page++) {
        const answer = await api.machines({ region, pageToken });
        machines.push(...answer.stateMachines);
        pageToken = answer.nextPageToken;
      }
      this.note = machines.length ? '' : 'No state machine is there. Paste an ARN of another Region or account.';
    } catch (failure) {
      this.note = `They cannot be listed (${failure.message}) Paste the ARN.`;
    }
    if (region === this.region) {
      this.machines = machines;
      this.#chooseOnly();
    }
  }

  /** Where there is just one to choose, it is chosen. */
  #chooseOnly() {
    const choices = this.machines.filter(may);
    if (choices.length === 1 && !this.value) {
      this.tell('machine', choices[0].stateMachineArn);
    }
  }
}

const may = (machine) => machine.replayable !== false;
const whyNot = (machine) => machine.whyNotReplayable ?? `${machine.type} cannot be replayed.`;

customElements.define('sfn-machine-picker', MachinePicker);
