import { api, onSignedOut, signedIn } from './api.js';

/** The roles of a replay's life, least first. */
const ROLES = ['viewer', 'operator', 'editor', 'admin'];

/** Who is signed in, and what they may do. Until the service has said so, everything is shown: it decides anyway. */
class CurrentCaller extends EventTarget {
  constructor() {
    super();
    this.me = undefined;
    this.signedOut = false;
    onSignedOut(() => this.#set(this.me, true));
  }

  /** Asks who one is; where the browser knows how to sign in, that asks the person. */
  async load() {
    try {
      const me = await api.me();
      signedIn();
      this.#set(me, false);
    } catch {
      // the banner stands there, or the list says that the service cannot be reached
    }
  }

  may(role) {
    return !this.me || this.me.roles.includes(role);
  }

  /** Whether it was this caller who asked for the replay; nobody has to be somebody where nobody signs in. */
  is(name) {
    return Boolean(this.me?.signedIn) && this.me.name === name;
  }

  /** Name and highest role; empty where nobody has to sign in. */
  get label() {
    const role = ROLES.findLast((each) => this.me?.roles.includes(each));
    return this.me?.signedIn ? `${this.me.name}${role ? `, ${role}` : ''}` : '';
  }

  #set(me, signedOut) {
    const isBack = this.signedOut && !signedOut;
    this.me = me;
    this.signedOut = signedOut;
    this.dispatchEvent(new Event('change'));
    if (isBack) {
      this.dispatchEvent(new Event('back'));
    }
  }
}

export const caller = new CurrentCaller();

/** Shows a component anew when the caller changes. */
export class CallerWatch {
  constructor(host, changed = () => host.requestUpdate()) {
    this.changed = changed;
    host.addController(this);
  }

  hostConnected() {
    caller.addEventListener('change', this.changed);
  }

  hostDisconnected() {
    caller.removeEventListener('change', this.changed);
  }
}
