import { html, nothing } from 'lit';
import { consoleLink, parseArn } from '../arn.js';
import { delta, pretty, when } from '../format.js';
import { failureKind, skipReason, VERDICTS } from '../words.js';
import { problemAlert } from './problem-alert.js';
import { stateBadge } from './state-badge.js';

const toConsole = (arn, text) =>
  html`<a href=${consoleLink(arn)} target="_blank" rel="noopener noreferrer" title="${arn} in the AWS console">${text}</a>`;

/** An item as a row of the table of items. */
export function itemRow(item, { ticks, ticked, open, onTick, onOpen }) {
  const opened = open.has(item.index);
  return html`<tr class=${opened ? 'opened' : ''}>
    ${ticks ? html`<td class="tick"><input type="checkbox" aria-label="Keep ${item.sourceName}" .checked=${ticked.has(item.sourceExecutionArn)}
      ?disabled=${item.state === 'SKIPPED'} @change=${(event) => onTick(item, event.target.checked)}></td>` : nothing}
    <td class="number" data-label="No.">${item.index + 1}</td>
    <td class="wide" data-label="Source">${toConsole(item.sourceExecutionArn, item.sourceName)}
      <small>${item.sourceStatus ?? ''} ${item.sourceStartedAt ? when(item.sourceStartedAt) : nothing}</small></td>
    <td data-label="State">${stateBadge(item.state)}<small>${why(item)}</small></td>
    ${ticks ? nothing : html`<td data-label="Verdict">${verdict(item)}</td>`}
    <td class="wide" data-label="Replay">${started(item)}</td>
    <td class="more"><button type="button" class="link" aria-expanded=${opened} @click=${() => onOpen(item)}
      aria-label="Details of ${item.sourceName}">${opened ? 'Less' : 'Details'}</button></td>
  </tr>`;
}

function started(item) {
  const arn = item.replayExecutionArn;
  if (!arn) {
    return item.state === 'PENDING' && item.replayName ? html`<span class="soft">${item.replayName}</span><small>not started</small>` : nothing;
  }
  const name = parseArn(arn).name;
  return html`${toConsole(arn, name)}<small>${item.adopted ? 'adopted ' : ''}${item.startedAt ? when(item.startedAt, true) : nothing}
    ${item.durationDeltaMillis == null ? nothing : html`<span title="compared with the source">${delta(item.durationDeltaMillis)}</span>`}</small>`;
}

function why(item) {
  if (item.skipReason) {
    return skipReason(item.skipReason);
  }
  return item.error ?? (item.failureKind && item.failureKind !== 'EXECUTION_FAILED' ? failureKind(item.failureKind) : '');
}

function verdict(item) {
  if (!item.verdict) {
    return nothing;
  }
  const [, , word, meaning, kind] = VERDICTS.find(([, code]) => code === item.verdict) ?? [, , item.verdict, '', 'look'];
  return html`<span class="verdict ${kind}" title="${item.verdict}: ${meaning}">${word}</span>`;
}

/** What more is known of an item: why it failed, what has changed, and its input, read from AWS now. */
export function itemDetails(item, input) {
  return html`<tr class="details"><td colspan="6">
    <dl>
      ${part('Failure', item.failureKind && `${item.failureKind}: ${failureKind(item.failureKind)}`)}
      ${part('Error', item.error && html`<code>${item.error}</code>`)}
      ${part('Cause', item.cause && html`<code>${item.cause}</code>`)}
      ${part('Detail', item.detail)}
      ${part('Changed', item.changedPaths?.length && html`<code>${item.changedPaths.join(' ')}</code>`)}
      ${inputs(input)}
    </dl>
  </td></tr>`;
}

function part(term, text) {
  return text ? html`<dt>${term}</dt><dd>${text}</dd>` : nothing;
}

function inputs({ loading, failure, input, newInput, newInputError }) {
  if (loading) {
    return part('Input', html`<span aria-busy="true">Reading it from AWS …</span>`);
  }
  if (failure) {
    return part('Input', problemAlert(failure));
  }
  return html`${part('Input', input === undefined ? 'AWS does not tell it.' : html`<pre tabindex="0">${pretty(input)}</pre>`)}
    ${part('New input', newInputError && html`<span class="fault">${newInputError.error}</span>`)}
    ${part('New input', newInput !== undefined && html`<pre tabindex="0">${pretty(newInput)}</pre>`)}`;
}
