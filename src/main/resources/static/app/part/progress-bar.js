import { html, nothing } from 'lit';
import { count } from '../format.js';
import { badItems, ITEM_STATES } from '../words.js';
import { basis } from './basis.js';

/** The share of each state of a replay's items, as one bar; narrow shares stay visible. */
export function progressBar(replay, label = 'Progress') {
  const { itemCounts: counts, progress } = replay;
  const percent = progress?.percent ?? 0;
  const done = counts.total - counts.pending - counts.running;
  const text = counts.total
    ? `${percent} %: ${count(done)} of ${count(counts.total)} done, ${count(badItems(counts))} failed`
    : 'not planned yet';
  return html`<div class="bar" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100"
    aria-valuenow=${percent} aria-valuetext=${text}>${segments(counts)}</div>`;
}

function segments(counts) {
  return ITEM_STATES.filter(([field]) => field !== 'pending' && counts[field] > 0).map(
    ([field, state]) => html`<span class="f-${state}" ${basis(share(counts, field))}></span>`,
  );
}

/** At least half a percent, so that three failures of a million can be seen. */
function share(counts, field) {
  return `${Math.max(0.5, (100 * counts[field]) / counts.total)}%`;
}

/** The same in numbers. States without items are left out, except those that one looks for. */
export function itemLegend(counts) {
  const always = new Set(['succeeded', 'failed', 'running', 'pending']);
  return html`<ul class="legend">
    ${ITEM_STATES.filter(([field]) => counts[field] > 0 || always.has(field)).map(
      ([field, state, word]) => html`<li class=${counts[field] ? '' : 'none'}>
        <i class="f-${state}" aria-hidden="true"></i><b>${count(counts[field])}</b> ${word.toLowerCase()}
      </li>`,
    )}
    ${counts.adopted ? html`<li class="none"><b>${count(counts.adopted)}</b> of them adopted</li>` : nothing}
  </ul>`;
}
