import { html, nothing } from 'lit';
import { count, counted, duration, rate, secondsBetween, when } from '../format.js';
import { badItems, boundBy, isFinal, REPLAY_STATES } from '../words.js';

/** Four answers at a glance: does it fail, when is it done, how fast, what holds it. */
export function glance(replay) {
  return html`<dl class="figures">${[failing(replay), finish(replay), speed(replay), open(replay)]}</dl>`;
}

function figure(term, value, note, kind = '') {
  return html`<div class=${kind}><dt>${term}</dt><dd>${value}</dd>
    ${note ? html`<dd class="note">${note}</dd>` : nothing}</div>`;
}

function failing({ itemCounts, verdictCounts: verdicts }) {
  const bad = badItems(itemCounts);
  if (bad === 0) {
    return figure('Failed', '0', itemCounts.succeeded ? 'nothing fails' : '');
  }
  const parts = [
    verdicts.regressed && counted(verdicts.regressed, 'regression'),
    verdicts.failedDifferently && `${count(verdicts.failedDifferently)} in a new way`,
    verdicts.stillFailing && `${count(verdicts.stillFailing)} as before`,
  ].filter(Boolean);
  const finished = bad + itemCounts.succeeded;
  const share = Math.max(0.1, Math.round((1000 * bad) / finished) / 10);
  return figure('Failed', count(bad), `${share} % of what ended${parts.length ? ': ' + parts.join(', ') : ''}`, 'alarm');
}

function finish(replay) {
  if (isFinal(replay)) {
    const took = replay.startedAt && replay.finishedAt ? `took ${duration(secondsBetween(replay.startedAt, replay.finishedAt))}` : '';
    return figure('Ended', when(replay.finishedAt, true), took);
  }
  if (replay.state === 'PENDING' && replay.startsAt) {
    return figure('Starts', when(replay.startsAt), `in ${duration(secondsBetween(new Date().toISOString(), replay.startsAt))}`);
  }
  const at = replay.progress.estimatedFinishAt;
  if (!at) {
    return figure('Done at', '–', replay.state === 'PAUSED' ? 'paused' : 'not known yet');
  }
  return figure('Done at about', when(at), `in ${duration(secondsBetween(new Date().toISOString(), at))}`);
}

function speed(replay) {
  const set = replay.limits.effective.startsPerSecond;
  const now = replay.progress.startsPerSecond;
  if (isFinal(replay) || REPLAY_STATES.indexOf(replay.state) < REPLAY_STATES.indexOf('RUNNING')) {
    return figure('Starts per second', '–', set ? `limit ${rate(set)}` : '');
  }
  const held = replay.state === 'RUNNING' ? boundBy(replay) : '';
  return figure('Starts per second', rate(now), held || (set ? `limit ${rate(set)}` : ''));
}

function open({ itemCounts, progress, limits }) {
  const most = limits.effective.maxConcurrency;
  const throttled = progress.throttledCalls;
  const note = [most ? `at most ${count(most)}` : '', throttled ? counted(throttled, 'throttled call') : 'no call throttled'];
  return figure('Open executions', count(itemCounts.running), note.filter(Boolean).join(', '));
}
