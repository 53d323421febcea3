import { html, nothing } from 'lit';
import { SOURCE_STATUSES } from '../words.js';
import { area, choice, faultsOf, field } from './field.js';
import { fileField } from './file-field.js';

const RANGES = [['any', 'Any time'], ['hour', 'Last hour'], ['today', 'Today'], ['yesterday', 'Yesterday'],
  ['week', 'Last 7 days'], ['exact', 'Exact']];

const FIELDS = { filter: byFilter, executions: arns, file: fileField };

/** Which executions: by statuses, time, name and error, one by one, or those that a file names. */
export function filterFields(context) {
  const { form, set } = context;
  return html`<fieldset class="segments"><legend>Select</legend>${radios('by', form.by, set, [['filter', 'By a filter'],
    ['executions', 'One by one, by ARN'], ['file', 'From a file or a report']])}</fieldset>
    ${FIELDS[form.by](context)}`;
}

function radios(name, value, set, options) {
  return html`<div class="options">${options.map(([each, words]) => html`<label><input type="radio" name=${name} value=${each}
    .checked=${each === value} @change=${() => set({ [name]: each })}>${words}</label>`)}</div>`;
}

function arns({ form, set, faults }) {
  return area({ label: 'Execution ARNs', id: 'executionArns', value: form.executionArns, rows: 6, errors: faults('executionArns'),
    onInput: (executionArns) => set({ executionArns }), hint: 'One a line, all of this state machine.' });
}

function byFilter(context) {
  const { form, set, faults } = context;
  return html`${statuses(context)} ${times(context)}
    <div class="fields">
      ${field({ label: 'Name prefix', id: 'namePrefix', value: form.namePrefix, errors: faults('namePrefix'),
        onInput: (namePrefix) => set({ namePrefix }), placeholder: 'order-' })}
      ${field({ label: 'Errors', id: 'errors', value: form.errors, errors: faults('errors'), onInput: (errors) => set({ errors }),
        placeholder: 'Lambda.* States.Timeout', hint: 'Error names with *, any of them.' })}
    </div>`;
}

function statuses({ form, set, faults }) {
  const errors = faults('statuses');
  const toggle = (status, on) => set({ statuses: SOURCE_STATUSES.filter((each) => (each === status ? on : form.statuses.includes(each))) });
  return html`<fieldset class="statuses" aria-describedby=${errors.length ? 'statuses-error' : nothing}>
    <legend>Statuses</legend>
    <div class="options">${SOURCE_STATUSES.map((status) => html`<label><input type="checkbox" name="status" value=${status}
      aria-invalid=${errors.length ? 'true' : nothing} .checked=${form.statuses.includes(status)}
      @change=${(event) => toggle(status, event.target.checked)}>${status}</label>`)}</div>
    ${faultsOf('statuses', errors)}
    ${form.statuses.includes('SUCCEEDED') ? html`<small class="hint">What succeeded runs once more, and so do its side effects.</small>` : nothing}
  </fieldset>`;
}

function times({ form, set, faults }) {
  const exact = form.range === 'exact';
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const errors = [...faults('after'), ...faults('before')];
  return html`<fieldset class="segments"><legend>Time range</legend>${radios('range', form.range, set, RANGES)}
    ${exact ? html`<div class="fields">
      ${choice({ label: 'By', id: 'bound', value: form.bound, onInput: (bound) => set({ bound }), options: [['started', 'start'], ['stopped', 'end']] })}
      ${field({ label: 'From', id: 'after', type: 'datetime-local', value: form.after, errors: faults('after'), onInput: (after) => set({ after }),
        hint: `In your zone, ${zone}.` })}
      ${field({ label: 'Until', id: 'before', type: 'datetime-local', value: form.before, errors: faults('before'),
        onInput: (before) => set({ before }), hint: 'Not included.' })}
    </div>` : faultsOf('range', errors)}
    ${Object.keys(form.kept).length ? html`<small class="hint">Also ${Object.entries(form.kept).map(([name, at]) => `${name} ${at}`).join(', ')}.
      <button type="button" class="link" @click=${() => set({ kept: {} })}>Leave that out</button></small>` : nothing}
  </fieldset>`;
}
