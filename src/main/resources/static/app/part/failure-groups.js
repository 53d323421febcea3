import { html } from 'lit';
import { consoleLink } from '../arn.js';
import { count } from '../format.js';

/** Failures that are alike, the largest group first, each with an execution to look at. */
export function failureGroups(groups) {
  return html`<ul class="groups">${groups.map(group)}</ul>`;
}

function group({ state, error, cause, count: amount, sampleExecutionArn, sameAsSource }) {
  return html`<li>
    <b class="number">${count(amount)}</b>
    <div>
      <code>${error ?? 'no error name'}</code>
      <span class="tag">${sameAsSource ? 'as before' : 'new'}</span>
      ${!error && state ? html`<span class="tag">${state}</span>` : ''}
      ${cause ? html`<p class="cause">${cause}</p>` : ''}
      ${sampleExecutionArn ? html`<a href=${consoleLink(sampleExecutionArn)} target="_blank" rel="noopener noreferrer">A sample in the
        AWS console</a>` : ''}
    </div>
  </li>`;
}
