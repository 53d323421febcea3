import { html, nothing } from 'lit';
import { caller } from '../caller.js';

/** The way back for who is not signed in any more; the view below stays as it is. */
export function signInBanner() {
  return caller.signedOut
    ? html`<div class="alert" role="alert">
        <strong>Please sign in</strong>
        <span>You are not signed in, or your session has ended. What you have typed is kept.</span>
        <span><button type="button" @click=${() => caller.load()}>Sign in</button>
          <a href="./" target="_blank" rel="noopener">Sign in in another tab</a>, then come back and choose Sign in.</span>
      </div>`
    : nothing;
}
