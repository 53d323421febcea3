import { html, nothing } from 'lit';
import { machineName, parseArn } from '../arn.js';
import { when } from '../format.js';
import { LIST, replayRoute } from '../route.js';

/** The way back. */
export function crumbs(replay) {
  const parent = replay?.parentReplayId;
  return html`<nav class="crumbs" aria-label="Breadcrumb">
    <a href=${LIST}>Replays</a>
    ${parent ? html`<a href=${replayRoute(parent)}>The replay before</a>` : nothing}
  </nav>`;
}

/** What is replayed, where, how, by whom and since when. */
export function meta(replay) {
  const { request } = replay;
  const { region, account } = parseArn(request.stateMachineArn);
  const target = request.target?.stateMachineArn;
  const other = target && target !== request.stateMachineArn;
  return html`<p class="meta">
    <span title=${request.stateMachineArn}>${machineName(request.stateMachineArn)}</span>
    ${other ? html`<span title=${target}>into ${machineName(target)}</span>` : nothing}
    <span>${region}, ${account}</span>
    <span>${request.mode}</span>
    <span>asked for ${replay.requestedBy ? html`by ${replay.requestedBy} ` : nothing}at ${when(replay.createdAt)}</span>
  </p>`;
}
