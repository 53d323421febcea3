import { html, nothing } from 'lit';
import { caller } from '../caller.js';
import { area, field } from './field.js';

/** What of the inputs selects an execution, and what becomes of them: expressions in JSONata. */
export function inputFields({ form, set, faults }) {
  return html`
    ${area({ label: 'Input filter', id: 'inputMatches', value: form.inputMatches, errors: faults('inputMatches'),
      onInput: (inputMatches) => set({ inputMatches }), placeholder: "amount > 100 and customer.tier = 'gold'",
      hint: 'JSONata that must be true of the input.' })}
    ${form.mode === 'REDRIVE' || !(caller.may('editor') || form.inputTransform) ? nothing : area({ label: 'Input transform', id: 'inputTransform', value: form.inputTransform,
      errors: faults('inputTransform'), onInput: (inputTransform) => set({ inputTransform }),
      placeholder: '$merge([$, {"replayOf": $execution.name}])', hint: 'JSONata that makes the new input of the old one.' })}
    <div class="fields">
      ${field({ label: 'Distinct key', id: 'distinctBy', value: form.distinctBy, errors: faults('distinctBy'),
        onInput: (distinctBy) => set({ distinctBy }), placeholder: 'id', hint: 'Of those with the same key, only the newest.' })}
      ${field({ label: 'Superseded key', id: 'skipSuperseded', value: form.skipSuperseded, errors: faults('skipSuperseded'),
        onInput: (skipSuperseded) => set({ skipSuperseded }), placeholder: 'id', hint: 'Skips what a later success with the same key has made good.' })}
    </div>`;
}
