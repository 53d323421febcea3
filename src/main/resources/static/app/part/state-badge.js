import { html, svg } from 'lit';

/** One shape for each state, so that colour is never the only sign. */
const SHAPES = {
  PENDING: svg`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="2.6 2.6"/>`,
  PLANNING: svg`<path d="M3 4h10M3 8h7M3 12h4" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>`,
  PLANNED: svg`<path d="M3 4h10M3 8h10M3 12h10" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>`,
  RUNNING: svg`<path d="M4.5 2.8v10.4L13 8z" fill="currentColor"/>`,
  PAUSED: svg`<path d="M5 3v10M11 3v10" stroke="currentColor" stroke-width="3" stroke-linecap="round"/>`,
  STARTED: svg`<path d="M3 8h9M9 4.5 12.5 8 9 11.5" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
  SUCCEEDED: svg`<path d="m3 8.5 3.4 3.4L13 4.8" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>`,
  PARTIALLY_SUCCEEDED: svg`<path d="M8 2.5 14 13H2z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"/><path d="M8 6.5v3M8 11.2v.1" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/>`,
  FAILED: svg`<path d="m4 4 8 8M12 4l-8 8" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>`,
  TIMED_OUT: svg`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M8 5v3.2l2 1.4" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/>`,
  ABORTED: svg`<rect x="4" y="4" width="8" height="8" rx="1" fill="currentColor"/>`,
  UNCONFIRMED: svg`<path d="M5.6 6a2.4 2.4 0 1 1 3.4 2.2c-.7.4-1 .8-1 1.6M8 12.4v.1" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>`,
  SKIPPED: svg`<path d="M3 4.5v7L8 8zM9 4.5v7L14 8z" fill="currentColor"/>`,
  CANCELLING: svg`<path d="M3.5 8h9" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>`,
  CANCELLED: svg`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="m4.3 11.7 7.4-7.4" stroke="currentColor" stroke-width="1.8"/>`,
};

/** The word of a state with its shape, in its colour. */
export function stateBadge(state) {
  return html`<span class="badge s-${state}"><svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"
    >${SHAPES[state]}</svg>${state}</span>`;
}
