import { html, nothing } from 'lit';

/** Pages of a listing: the token of each leads to the next one; those gone through are kept, for the way back. */
export class Pager {
  #tokens = [undefined];

  /** `onTurn` loads the page of `token`. */
  constructor(onTurn) {
    this.onTurn = onTurn;
  }

  /** Of the page that is asked for; undefined for the first. */
  get token() {
    return this.#tokens.at(-1);
  }

  get number() {
    return this.#tokens.length;
  }

  /** A look at the page that is asked for now; a look that is no longer `current` came too late. */
  look() {
    const tokens = this.#tokens;
    return { token: this.token, isCurrent: () => tokens === this.#tokens };
  }

  first() {
    this.#turn([undefined]);
  }

  /** The buttons; nothing where there is only one page. `where` says which page that is, `words` name the buttons. */
  render({ label, next, where, words: { first, back, on } }) {
    const atFirst = this.number === 1;
    if (atFirst && !next) {
      return nothing;
    }
    return html`<nav class="paging" aria-label=${label}>
      ${first ? button(first, atFirst, () => this.first()) : nothing}
      ${button(back, atFirst, () => this.#turn(this.#tokens.slice(0, -1)))}
      <span>${where}</span>
      ${button(on, !next, () => this.#on(next))}
    </nav>`;
  }

  /** Pressed twice before the page has come, it leads one page on. */
  #on(next) {
    if (next !== this.token) {
      this.#turn([...this.#tokens, next]);
    }
  }

  #turn(tokens) {
    this.#tokens = tokens;
    this.onTurn();
  }
}

function button(words, disabled, action) {
  return html`<button type="button" class="quiet" ?disabled=${disabled} @click=${action}>${words}</button>`;
}
