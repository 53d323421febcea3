import { html, nothing } from 'lit';
import { choice, field } from './field.js';

/** [name, label, input mode, placeholder, hint, whether it needs an outcome]. */
const FIELDS = [
  ['startsPerSecond', 'Starts per second', 'decimal', 'a share of the quota', '', false],
  ['maxConcurrency', 'Max concurrency', 'numeric', '1000', 'Open at the same time; 1 is strictly in order.', true],
  ['maxItems', 'Most items', 'numeric', '10000', 'More matches than that start nothing.', false],
  ['canary', 'Canary', 'numeric', 'none', 'That many run to their ends before any other.', true],
  ['toleratedFailurePercentage', 'Tolerated failures in %', 'decimal', 'any', 'Pauses by itself above that.', true],
  ['minimumItemsForThreshold', 'Checked from items', 'numeric', '20', 'Ended items before failures are weighed.', true],
];

/** How many, how fast, and when to stop by itself. */
export function limitFields({ form, set, faults }) {
  const shown = FIELDS.filter(([, , , , , outcome]) => !outcome || form.follow !== 'NONE');
  return html`<div class="fields">
    ${shown.map(([name, label, inputmode, placeholder, hint]) => field({ label, id: name, value: form[name], inputmode, placeholder, hint,
      errors: faults(name), onInput: (value) => set({ [name]: value }) }))}
    ${form.canary.trim() ? choice({ label: 'After the canary', id: 'afterCanary', value: form.afterCanary,
      options: [['CONTINUE', 'Go on by itself'], ['PAUSE', 'Pause and wait for me']], onInput: (afterCanary) => set({ afterCanary }) }) : nothing}
  </div>`;
}
