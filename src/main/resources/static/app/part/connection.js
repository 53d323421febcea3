import { html, nothing } from 'lit';
import { localTime } from '../format.js';

/** Says that the service cannot be reached, and of when the picture is. */
export function connectionBanner(live) {
  if (live.connection !== 'lost') {
    return nothing;
  }
  const seen = live.seenAt ? ` You see the state of ${localTime(live.seenAt, true)}.` : '';
  return html`<div class="alert lost" role="alert">
    <strong>Connection lost</strong>
    <span>The service cannot be reached.${seen} The page tries again by itself; the replay does not depend on it.</span>
  </div>`;
}
