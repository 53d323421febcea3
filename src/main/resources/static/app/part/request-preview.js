import { html, nothing } from 'lit';
import { Component } from '../component.js';

/** How long "Copied" stands beside the button. */
const NOTICE_MILLIS = 2_500;

/** A request as JSON and as curl, to copy. With `confirm` ({id, body}) curl runs that plan; with `file` it sends that, too. */
class RequestPreview extends Component {
  static properties = {
    request: { attribute: false },
    confirm: { attribute: false },
    file: {},
    form: { state: true },
    notice: { state: true },
  };

  constructor() {
    super();
    this.form = 'JSON';
  }

  render() {
    return html`<div class="preview">
      <div class="tabs" role="toolbar" aria-label="Show as">
        ${['JSON', 'curl'].map((each) => html`<button type="button" class="tab" aria-pressed=${this.form === each}
          @click=${() => (this.form = each)}>${each}</button>`)}
        <span class="note" aria-live="polite">${this.notice ?? nothing}</span>
        <button type="button" class="link" @click=${this.#copy}>Copy</button>
      </div>
      <pre tabindex="0" aria-label="The request as ${this.form}">${this.#text()}</pre>
    </div>`;
  }

  #text() {
    if (this.form === 'JSON') {
      return JSON.stringify(this.request, null, 2);
    }
    if (this.confirm) {
      return curl(`/replays/${this.confirm.id}/confirm`, asBody(this.confirm.body));
    }
    return curl('/replays', this.file ? asForm(this.request, this.file) : asBody(this.request));
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#text());
      this.notice = 'Copied';
    } catch {
      getSelection().selectAllChildren(this.querySelector('pre'));
      this.notice = 'Selected: press Ctrl+C';
    }
    setTimeout(() => (this.notice = undefined), NOTICE_MILLIS);
  }
}

/** A shell's single quotes end for a quote inside. */
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

const asBody = (body) => `-H 'Content-Type: application/json' \\\n  -d ${quoted(JSON.stringify(body, null, 2))}`;

const asForm = (request, file) =>
  `--form-string ${quoted(`request=${JSON.stringify(request, null, 2)}`)} \\\n  -F ${quoted(`executions=@"${file}"`)}`;

function curl(path, what) {
  return `curl -i ${location.origin}${path} \\\n  ${what}`;
}

customElements.define('sfn-request-preview', RequestPreview);
