import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

/** What the API has against a field, at the field. */
export function faultsOf(id, errors = []) {
  return errors.length === 0 ? nothing : html`<small id="${id}-error" class="fault" role="alert">${errors.map(
    (each) => html`<span>${each.detail}</span>`)}</small>`;
}

export function describedBy(id, hint, errors = []) {
  return [errors.length ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ') || nothing;
}

/** A labelled field of text. `onInput` gets its value. */
export function field({ label, id, value, hint, errors = [], onInput, placeholder, inputmode, type = 'text', step = 1, list, kind = '' }) {
  return html`<div class="field ${kind}">
    <label for=${id}>${label}</label>
    <input id=${id} type=${type} .value=${live(value ?? '')} placeholder=${placeholder ?? nothing} list=${list ?? nothing}
      inputmode=${inputmode ?? nothing} autocomplete="off" spellcheck="false" step=${type === 'datetime-local' ? step : nothing}
      aria-invalid=${errors.length ? 'true' : nothing} aria-describedby=${describedBy(id, hint, errors)}
      @input=${(event) => onInput(event.target.value)}>
    ${faultsOf(id, errors)}
    ${hint ? html`<small id="${id}-hint" class="hint">${hint}</small>` : nothing}
  </div>`;
}

/** A labelled field of several lines. */
export function area({ label, id, value, hint, errors = [], onInput, placeholder, rows = 2 }) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <textarea id=${id} rows=${rows} .value=${live(value ?? '')} placeholder=${placeholder ?? nothing} spellcheck="false"
      autocomplete="off" aria-invalid=${errors.length ? 'true' : nothing} aria-describedby=${describedBy(id, hint, errors)}
      @input=${(event) => onInput(event.target.value)}></textarea>
    ${faultsOf(id, errors)}
    ${hint ? html`<small id="${id}-hint" class="hint">${hint}</small>` : nothing}
  </div>`;
}

/** A labelled choice. `options` are [value, words]. */
export function choice({ label, id, value, options, hint, errors = [], onInput }) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} aria-invalid=${errors.length ? 'true' : nothing} aria-describedby=${describedBy(id, hint, errors)}
      @change=${(event) => onInput(event.target.value)}>
      ${options.map(([each, words]) => html`<option value=${each} .selected=${each === value}>${words}</option>`)}
    </select>
    ${faultsOf(id, errors)}
    ${hint ? html`<small id="${id}-hint" class="hint">${hint}</small>` : nothing}
  </div>`;
}
