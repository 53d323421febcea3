import { html } from 'lit';
import { Component } from '../component.js';

/**
 * A question of our own, instead of one of the browser. `open()` shows it; the button that confirms sends `confirm`.
 * The owner gives heading, body (a template) and the words of the buttons.
 */
class AskDialog extends Component {
  static properties = { heading: {}, body: { attribute: false }, yes: {}, no: {}, danger: { type: Boolean } };

  constructor() {
    super();
    this.no = 'Back';
  }

  get #dialog() {
    return this.querySelector('dialog');
  }

  async open() {
    await this.updateComplete;
    this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  render() {
    return html`<dialog aria-labelledby="${this.id}-heading" @click=${this.#onBackdrop}>
      <article>
        <h2 id="${this.id}-heading">${this.heading}</h2>
        <form method="dialog" @submit=${this.#onSubmit}>
          ${this.body}
          <footer>
            <button type="button" class="quiet" @click=${this.close}>${this.no}</button>
            <button type="submit" class=${this.danger ? 'danger' : ''}>${this.yes}</button>
          </footer>
        </form>
      </article>
    </dialog>`;
  }

  #onSubmit(event) {
    event.preventDefault();
    this.tell('confirm', new FormData(event.target));
    this.close();
  }

  #onBackdrop(event) {
    if (event.target === this.#dialog) {
      this.close();
    }
  }
}

customElements.define('sfn-ask', AskDialog);
