import { html, nothing } from 'lit';
import { machineOfExecution } from '../arn.js';
import { size } from '../format.js';
import { describedBy, faultsOf } from './field.js';

/** Enough of a file to see which machine its first execution is of. */
const BEGINNING = 64 * 1024;

const HINT = 'A report of an earlier replay, filtered or edited if you like. Or CSV, JSON lines or text with one execution ARN a line.';

/** The file that names the executions. The machine of its first one fills the field of the machine, if that is empty. */
export function fileField({ form, set, faults }) {
  const id = 'file';
  const errors = faults('executionArns');
  return html`<div class="field">
    <label for=${id}>File of executions</label>
    <input id=${id} type="file" accept=".csv,.ndjson,.jsonl,.txt,text/csv,text/plain,application/x-ndjson"
      aria-invalid=${errors.length ? 'true' : nothing} aria-describedby=${describedBy(id, HINT, errors)}
      @change=${(event) => choose(event.target.files[0], form, set)}>
    ${faultsOf(id, errors)}
    <small id="${id}-hint" class="hint">${form.file ? html`<b>${form.file.name}</b>, ${size(form.file.size)}. ` : nothing}${HINT}</small>
  </div>`;
}

async function choose(file, form, set) {
  set({ file, executionArns: form.executionArns });
  if (file && !form.machine.trim()) {
    const machine = machineOfExecution(await file.slice(0, BEGINNING).text());
    if (machine) {
      set({ machine });
    }
  }
}
