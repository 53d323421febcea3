import { html, nothing } from 'lit';
import { api, Unreachable } from '../api.js';
import { looksLikeMachine, parseArn } from '../arn.js';
import { Component } from '../component.js';
import { pretty } from '../format.js';
import { problemAlert } from './problem-alert.js';

/** After the last key. */
const DEBOUNCE_MILLIS = 500;

const EXPRESSIONS = [['inputMatches', 'Input filter'], ['distinctBy', 'Distinct key'], ['inputTransform', 'Input transform']];

/** What the expressions make of one real input of the machine, while one types. Starts nothing. */
class ExpressionPreview extends Component {
  static properties = { form: { attribute: false }, answer: { state: true }, problem: { state: true }, busy: { state: true } };

  willUpdate(changed) {
    if (changed.has('form')) {
      const body = this.#body();
      const asked = JSON.stringify(body ?? null);
      if (asked !== this.asked) {
        this.asked = asked;
        this.#later(body);
      }
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.controller?.abort();
  }

  #body() {
    const stateMachineArn = this.form.machine.trim();
    const given = EXPRESSIONS.map(([name]) => [name, this.form[name].trim()]).filter(([, text]) => text);
    return looksLikeMachine(stateMachineArn) && given.length ? { stateMachineArn, ...Object.fromEntries(given) } : undefined;
  }

  #later(body) {
    clearTimeout(this.timer);
    this.controller?.abort();
    this.busy = Boolean(body);
    if (body) {
      this.timer = setTimeout(() => this.#evaluate(body), DEBOUNCE_MILLIS);
    } else {
      this.answer = undefined;
      this.problem = undefined;
    }
  }

  async #evaluate(body) {
    const controller = new AbortController();
    this.controller = controller;
    try {
      const answer = await api.evaluate(body, controller.signal);
      this.answer = answer;
      this.problem = undefined;
    } catch (failure) {
      if (!controller.signal.aborted) {
        this.answer = undefined;
        this.problem = failure;
      }
    }
    if (controller === this.controller) {
      this.busy = false;
    }
  }

  render() {
    if (this.problem instanceof Unreachable) {
      return html`<p class="note">${this.problem.message}</p>`;
    }
    if (this.problem) {
      return problemAlert(this.problem);
    }
    if (!this.answer) {
      return nothing;
    }
    const { answer } = this;
    return html`<div class="tried" aria-busy=${this.busy ? 'true' : nothing}>
      <h3>Tried on ${answer.executionArn ? parseArn(answer.executionArn).name : 'one input'}</h3>
      <dl>
        ${EXPRESSIONS.filter(([name]) => answer[name]).map(([name, label]) => html`<dt>${label}</dt><dd>${result(answer[name], this.form[name].trim())}</dd>`)}
        ${answer.input === undefined ? nothing : html`<dt>The input</dt><dd><pre tabindex="0">${pretty(answer.input)}</pre></dd>`}
      </dl>
    </div>`;
  }
}

function result({ value, error, position }, expression) {
  if (error) {
    const at = position === undefined ? nothing
      : html` <code class="at">${expression.slice(0, position)}<mark>${expression.slice(position, position + 1) || '⏎'}</mark>${expression.slice(position + 1)}</code>`;
    return html`<span class="fault" role="alert">${error}${at}</span>`;
  }
  return html`<pre tabindex="0">${value === undefined ? 'nothing' : pretty(value)}</pre>`;
}

customElements.define('sfn-expression-preview', ExpressionPreview);
