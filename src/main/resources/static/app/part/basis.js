import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/** Sets an element's width in a row by the object model: a style attribute is not allowed by the page's policy. */
export const basis = directive(class extends Directive {
  update({ element }, [width]) {
    element.style.flexBasis = width;
    return noChange;
  }
});
