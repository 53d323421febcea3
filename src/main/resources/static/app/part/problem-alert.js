import { html, nothing } from 'lit';
import { replayRoute } from '../route.js';

const TITLES = {
  'replay-conflict': 'Another replay runs on this state machine',
  'invalid-state-transition': 'That is not possible in this state',
  'plan-changed': 'The plan is another one now',
  'precondition-failed': 'Somebody else has changed it meanwhile',
  unreachable: 'The service cannot be reached',
  unauthorized: 'Please sign in',
  forbidden: 'You may not do this',
  'second-person-required': 'Somebody else must confirm this one',
};

const nameOf = (problem) => (problem?.type ?? '').split('/').pop();

/** The words of a problem: its title, its sentence, and where to go from here. */
function words(title, detail, problem) {
  const active = problem?.activeReplayId;
  return html`<strong>${title}</strong>
    ${detail && detail !== title ? html`<span>${detail}</span>` : nothing}
    ${active ? html`<a href=${replayRoute(active)}>Open the replay that runs</a>` : nothing}`;
}

/** What went wrong, as an alert; nothing where nothing did. */
export function problemAlert(failure) {
  // of a missing sign-in the page speaks once, at its top
  if (!failure || failure.status === 401) {
    return nothing;
  }
  const title = TITLES[failure.name] ?? failure.problem?.title ?? 'That did not work';
  const faults = (failure.faults ?? []).map(
    (each) => html`<li>${place(each)}${each.detail}</li>`,
  );
  return html`<div class="alert" role="alert">
    ${words(title, failure.message, failure.problem)}
    ${faults.length ? html`<ul>${faults}</ul>` : nothing}
  </div>`;
}

function place(fault) {
  const where = fault.pointer ?? fault.parameter ?? fault.header;
  return where ? html`<code>${where}</code> ` : nothing;
}

/** A problem that the API holds in a replay, such as why it could not go on. */
export function problemOf(problem) {
  if (!problem) {
    return nothing;
  }
  return html`<div class="alert" role="alert">
    ${words(TITLES[nameOf(problem)] ?? problem.title, problem.detail, problem)}
  </div>`;
}
