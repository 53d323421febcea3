import { html, nothing } from 'lit';
import { api, ApiProblem } from '../api.js';
import { caller, CallerWatch } from '../caller.js';
import { Component } from '../component.js';
import { fieldFaults, otherFaults } from '../faults.js';
import { crumbs } from '../part/page-head.js';
import { field, choice } from '../part/field.js';
import { inputFields } from '../part/input-fields.js';
import { limitFields } from '../part/limit-fields.js';
import { problemAlert } from '../part/problem-alert.js';
import { filterFields } from '../part/filter-fields.js';
import { EMPTY, formOf, requestOf, takeOver } from '../request.js';
import { go, replayRoute, title } from '../route.js';
import '../part/machine-picker.js';
import '../part/machine-summary.js';
import '../part/expression-preview.js';
import '../part/request-preview.js';

/** The form of a replay beside what it selects and the request that it makes. Its one main button plans; nothing runs. */
class NewReplay extends Component {
  static properties = {
    from: {},
    form: { state: true },
    problem: { state: true },
    busy: { state: true },
    versions: { state: true },
    loading: { state: true },
  };

  constructor() {
    super();
    new CallerWatch(this);
    this.form = EMPTY;
    this.versions = [];
    /** Fields edited since the last answer: what was wrong with them is no longer said. */
    this.edited = new Set();
    title('New replay');
    this.addEventListener('machine', (event) => this.#set({ machine: event.detail }));
    this.addEventListener('use-error', (event) => this.#set({ errors: [this.form.errors, event.detail].filter(Boolean).join(' ') }));
  }

  connectedCallback() {
    super.connectedCallback();
    const request = takeOver();
    if (request) {
      this.form = formOf(request);
    } else if (this.from) {
      this.#template();
    }
  }

  async #template() {
    this.loading = true;
    try {
      const { body } = await api.getReplay(this.from);
      this.form = formOf(body.request, body.createdAt);
    } catch (failure) {
      this.problem = failure;
    }
    this.loading = false;
  }

  render() {
    const context = {
      form: this.form,
      set: (change) => this.#set(change),
      faults: (name) => (this.edited.has(name) ? [] : fieldFaults(this.problem, name)),
    };
    const request = requestOf(this.form);
    return html`
      ${crumbs()}
      <div class="heading"><h1>New replay</h1></div>
      ${caller.may('operator') ? nothing : html`<p class="note">Your role lets you look at replays, not create them.</p>`}
      <div class="split">
        <form class="request" novalidate @submit=${this.#plan} aria-busy=${this.loading ? 'true' : nothing}>
          ${this.#which(context)} ${this.#inputs(context)} ${this.#how(context)}
          <section class="card"><h2>Limits</h2>${limitFields(context)}</section>
          ${this.#end(context)}
        </form>
        <aside aria-label="What this selects">
          <sfn-machine-summary .form=${this.form}></sfn-machine-summary>
          <section class="card"><h2>The request</h2>
            <sfn-request-preview .request=${request} .file=${this.form.by === 'file' ? this.form.file?.name ?? 'report.csv' : undefined}>
            </sfn-request-preview></section>
        </aside>
      </div>`;
  }

  #which(context) {
    return html`<section class="card"><h2>Which executions</h2>
      <sfn-machine-picker .value=${this.form.machine} .faults=${context.faults('machine')}></sfn-machine-picker>
      ${filterFields(context)}
    </section>`;
  }

  #inputs(context) {
    return html`<section class="card"><h2>Their inputs</h2>
      ${inputFields(context)}
      <sfn-expression-preview .form=${this.form}></sfn-expression-preview>
    </section>`;
  }

  #how(context) {
    const { form, set, faults } = context;
    const redrive = form.mode === 'REDRIVE';
    return html`<section class="card"><h2>How they run</h2><div class="fields">
      ${choice({ label: 'Mode', id: 'mode', value: form.mode, errors: faults('mode'), onInput: (mode) => set({ mode }),
        options: [['START_NEW', 'Start new executions'], ['REDRIVE', 'Redrive the failed ones'], ['AUTO', 'Redrive where AWS allows, else start new']] })}
      ${redrive ? nothing : field({ label: 'Version or alias', id: 'target', value: form.target, errors: faults('target'), list: 'versions',
        onInput: (target) => set({ target }), placeholder: 'the machine itself', hint: 'The ARN of a version, an alias or another state machine.' })}
      <datalist id="versions">${this.versions.map((arn) => html`<option value=${arn}></option>`)}</datalist>
      ${choice({ label: 'Order', id: 'order', value: form.order, errors: faults('order'), onInput: (order) => set({ order }),
        options: [['OLDEST_FIRST', 'Oldest first'], ['NEWEST_FIRST', 'Newest first']] })}
      ${choice({ label: 'Follow', id: 'follow', value: form.follow, errors: faults('follow'), onInput: (follow) => set({ follow }),
        options: [['OUTCOME', 'To its end'], ['OUTPUT', 'To its end, and compare outputs'], ['NONE', 'Only start']] })}
      ${redrive ? nothing : field({ label: 'Attempt', id: 'attempt', value: form.attempt, inputmode: 'numeric', errors: faults('attempt'),
        onInput: (attempt) => set({ attempt }), placeholder: '1', hint: 'A source starts once for each attempt. Raise it to run again on purpose.' })}
      ${form.mode === 'START_NEW' ? nothing : html`<label class="check"><input type="checkbox" .checked=${form.includeReplayed}
        @change=${(event) => set({ includeReplayed: event.target.checked })}>Also what has been replayed before</label>`}
    </div></section>`;
  }

  #end({ form, set, faults }) {
    return html`<section class="card">
      ${field({ label: 'Reason', id: 'reason', value: form.reason, errors: faults('reason'), onInput: (reason) => set({ reason }),
        placeholder: 'INC-4711: Lambda test1 fixed', hint: 'Names the replay, for you and for the next shift.' })}
      ${problemAlert(otherFaults(this.problem))}
      <div class="actions start">
        <button type="submit" ?disabled=${this.busy} aria-busy=${this.busy ? 'true' : nothing}>Plan</button>
        <span class="note">Nothing starts: you see first what would.</span>
      </div>
    </section>`;
  }

  #set(change) {
    this.form = { ...this.form, ...change };
    Object.keys(change).forEach((name) => this.edited.add(name));
    if ('machine' in change) {
      this.#loadVersions(change.machine);
    }
  }

  async #loadVersions(machine) {
    this.versions = [];
    if (machine.includes(':stateMachine:')) {
      const answer = await api.versions(machine).catch(() => ({}));
      const arns = [...(answer.aliases ?? []), ...(answer.versions ?? [])].map((each) => each.stateMachineArn);
      this.versions = machine === this.form.machine ? arns : this.versions;
    }
  }

  async #plan(event) {
    event.preventDefault();
    const request = requestOf(this.form);
    this.busy = true;
    this.problem = undefined;
    this.edited.clear();
    try {
      go(replayRoute((await this.#create(request)).id));
    } catch (failure) {
      this.problem = failure;
      await this.updateComplete;
      this.querySelector('[aria-invalid=true], .alert')?.scrollIntoView({ block: 'center' });
      this.querySelector('[aria-invalid=true]')?.focus();
    }
    this.busy = false;
  }

  async #create(request) {
    const { by, file } = this.form;
    if (by !== 'file') {
      return api.createReplay(request, this.#keyFor(JSON.stringify(request)));
    }
    if (file && !(await isReadable(file))) {
      throw new ApiProblem(0, { errors: [{ parameter: 'executions', detail: 'The file has changed since you chose it: choose it again.' }] });
    }
    const seen = file && [file.name, file.size, file.lastModified];
    return api.createReplayOfFile(request, file, this.#keyFor(JSON.stringify([request, seen])));
  }

  /** The same key while the request is the same, so that a repeat after a lost answer creates nothing twice. */
  #keyFor(body) {
    if (this.sent?.body !== body) {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      this.sent = { body, key: Array.from(bytes, (each) => each.toString(16).padStart(2, '0')).join('') };
    }
    return this.sent.key;
  }
}

/** A browser does not read a file that has changed, and says no more than that the connection failed. */
async function isReadable(file) {
  return file.slice(0, 1).arrayBuffer().then(() => true, () => false);
}

customElements.define('sfn-new-replay', NewReplay);
