import { LitElement } from 'lit';

/** A component in the light DOM, so that the page's style sheets, labels and assistive technology reach into it. */
export class Component extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** Tells the components above that something has happened. */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}
