import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { caller, CallerWatch } from './caller.js';
import { Component } from './component.js';
import { signInBanner } from './part/sign-in-banner.js';
import { parseRoute } from './route.js';
import './view/replay-list.js';
import './view/new-replay.js';
import './view/replay-page.js';

/** The frame of the page: header, and the view that the address asks for. */
class App extends Component {
  static properties = { route: { state: true } };

  constructor() {
    super();
    this.route = parseRoute();
    new CallerWatch(this);
    caller.load();
    this.onHashChange = () => {
      this.route = parseRoute();
      this.moved = true;
    };
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.onHashChange);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.onHashChange);
  }

  /** After a move, a keyboard or a screen reader goes on at the heading of the new view. */
  updated() {
    if (this.moved) {
      this.moved = false;
      scrollTo(0, 0);
      this.querySelector('main').focus({ preventScroll: true });
    }
  }

  render() {
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>Skip to the content</a>
      <header class="top">
        <nav class="container" aria-label="Main">
          <a class="brand" href="#/" aria-label="sfn-replay, all replays">
            <img src="favicon.svg" alt="" width="24" height="24"><span>sfn-replay</span>
          </a>
          <ul>
            ${this.#link('#/', 'Replays', this.route.view === 'list')}
            <li><a href="swagger-ui.html">API</a></li>
            ${caller.label ? html`<li class="caller">${caller.label}</li>` : nothing}
          </ul>
        </nav>
      </header>
      <main id="main" class="container" tabindex="-1">${signInBanner()}${this.#view()}</main>`;
  }

  #link(href, text, current) {
    return html`<li><a href=${href} aria-current=${current ? 'page' : nothing}>${text}</a></li>`;
  }

  #view() {
    const { view, id, parameters } = this.route;
    switch (view) {
      case 'new':
        return keyed(parameters.get('from'), html`<sfn-new-replay .from=${parameters.get('from')}></sfn-new-replay>`);
      case 'replay':
        return keyed(id, html`<sfn-replay-page .replayId=${id}></sfn-replay-page>`);
      default:
        return html`<sfn-replay-list></sfn-replay-list>`;
    }
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }
}

customElements.define('sfn-app', App);
