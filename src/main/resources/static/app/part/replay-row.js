import { html } from 'lit';
import { machineName } from '../arn.js';
import { count, duration, secondsBetween, when } from '../format.js';
import { replayRoute } from '../route.js';
import { badItems, isFinal } from '../words.js';
import { progressBar } from './progress-bar.js';
import { stateBadge } from './state-badge.js';

/** A replay as a row of the table of all replays. */
export function replayRow(replay) {
  const { request, startedAt, createdAt } = replay;
  return html`<tr>
    <td>${stateBadge(replay.state)}</td>
    <td class="wide">
      <a class="name" href=${replayRoute(replay.id)}>${request.reason ?? machineName(request.stateMachineArn)}</a>
      <small title=${request.stateMachineArn}>${request.reason ? html`${machineName(request.stateMachineArn)}, ` : ''}${what(replay)}</small>
    </td>
    <td class="progress">${progressBar(replay, `Progress of ${request.reason ?? replay.id}`)}<small>${numbers(replay)}</small></td>
    <td data-label="Started">${startedAt ? when(startedAt) : html`<span class="soft">asked ${when(createdAt)}</span>`}</td>
    <td data-label="Took">${took(replay)}</td>
    <td data-label="By">${replay.requestedBy ?? ''}</td>
  </tr>`;
}

function what({ request, executionsInFile }) {
  const { statuses, executionArns } = request.filter ?? {};
  if (executionsInFile) {
    return `${count(executionsInFile)} executions of a file`;
  }
  return executionArns ? `${count(executionArns.length)} chosen executions` : (statuses ?? []).join(', ');
}

function numbers(replay) {
  const { itemCounts: counts, plan, state } = replay;
  if (counts.total === 0) {
    return state === 'PLANNING' ? 'planning' : 'no items';
  }
  if (state === 'PLANNED') {
    return `${count(plan?.eligible)} will start, ${count(counts.skipped)} skipped`;
  }
  const bad = badItems(counts);
  const done = counts.total - counts.pending - counts.running;
  const failed = bad ? html`, <b class="bad">${count(bad)} failed</b>` : '';
  return html`${count(done)} of ${count(counts.total)}${failed}`;
}

function took(replay) {
  if (!replay.startedAt) {
    return '';
  }
  const end = isFinal(replay) ? replay.finishedAt : new Date().toISOString();
  return duration(secondsBetween(replay.startedAt, end));
}
