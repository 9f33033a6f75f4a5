/* <live-page>: hears what happens to the person who is signed in (server-sent events of /live), keeps the numbers on
   the bell right, and tells the rest of the page: a `live:notice` event for each kind, its facts in `detail`.
   One connection for all tabs of a browser: the tab that holds the lock listens and passes on. */
const KINDS = ["notice", "read", "translation", "work", "asset"];

class LivePage extends HTMLElement {
  connectedCallback() {
    this.tabs = new BroadcastChannel("lihua-live");
    this.tabs.addEventListener("message", (event) => this.tell(event.data));
    this.done = new AbortController();
    if (navigator.locks) navigator.locks.request("lihua-live", { signal: this.done.signal }, () => this.listen()).catch(() => {});
    else this.listen();
  }

  disconnectedCallback() {
    this.done.abort();
    clearTimeout(this.again);
    this.source?.close();
    this.tabs.close();
  }

  listen() {
    this.open();
    return new Promise((resolve) => this.done.signal.addEventListener("abort", resolve));
  }

  /* The browser itself comes back after a broken connection, but gives up at an answer that is no stream: a proxy's
     while the village restarts, too many pages, signed out. So we ask again, less and less often. */
  open(wait = 60) {
    this.source = new EventSource("/live");
    this.source.addEventListener("open", () => (wait = 60));
    this.source.addEventListener("error", () => {
      if (this.source.readyState !== EventSource.CLOSED) return;
      this.again = setTimeout(() => this.open(Math.min(wait * 2, 3600)), wait * 1000 * (1 + Math.random()));
    });
    for (const kind of KINDS) {
      this.source.addEventListener(kind, (event) => {
        const message = { kind, facts: JSON.parse(event.data || "{}") };
        this.tell(message);
        this.tabs.postMessage(message);
      });
    }
  }

  tell({ kind, facts }) {
    if (kind === "notice" || kind === "read") this.count();
    document.dispatchEvent(new CustomEvent(`live:${kind}`, { detail: facts }));
  }

  /* Asked for anew rather than added up: what was read on the phone counts no more here. */
  count() {
    const address = this.getAttribute("unread");
    if (!address) return;
    clearTimeout(this.asked);
    this.asked = setTimeout(async () => {
      const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
      if (!answer?.ok) return;
      const { unread } = await answer.json();
      for (const badge of document.querySelectorAll("[data-badge=notices]")) {
        badge.hidden = !unread;
        badge.textContent = unread > 99 ? "99+" : unread || "";
      }
    }, 150);
  }
}

customElements.define("live-page", LivePage);
