/** Repeats a look while its component is on the page and the page can be seen. The look answers when to look again. */
export class Poll {
  constructor(host, look) {
    this.look = look;
    this.turn = 0;
    this.onVisibility = () => (document.hidden ? clearTimeout(this.timer) : this.now());
    host.addController(this);
  }

  hostConnected() {
    this.connected = true;
    document.addEventListener('visibilitychange', this.onVisibility);
    this.now();
  }

  hostDisconnected() {
    this.connected = false;
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.onVisibility);
  }

  /** Looks now; a look under way is no longer waited for. */
  async now() {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    const millis = await this.look();
    if (this.connected && turn === this.turn && millis && !document.hidden) {
      this.timer = setTimeout(() => this.now(), millis);
    }
  }
}
