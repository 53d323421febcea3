import { html } from 'lit';
import { count } from '../format.js';
import { VERDICTS } from '../words.js';

/** How the replayed executions compare with their sources. */
export function verdicts(counts, hasEnded) {
  const seen = VERDICTS.filter(([field]) => counts[field] > 0);
  if (seen.length === 0) {
    return html`<p class="note">${hasEnded ? 'None: no execution was followed to its end.' : 'None yet: a verdict needs an execution that has ended.'}</p>`;
  }
  return html`<ul class="groups">${seen.map(([field, code, word, meaning, kind]) => html`<li class=${kind}>
    <b class="number">${count(counts[field])}</b><div><span title=${code}>${word}</span><p class="cause">${meaning}</p></div>
  </li>`)}</ul>`;
}
