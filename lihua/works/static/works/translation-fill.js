/* <translation-fill data-url>: what a machine can still translate is asked for when it comes into view, in the order of
   what is on screen, and put in its place when it is there. Nothing waits for it, and it gives up in peace. */
const GATHER_MS = 150;
const PAUSES_MS = [900, 1500, 2500, 4000, 6000, 9000, 14000, 20000];
const MOST = 40;

class TranslationFill extends HTMLElement {
  connectedCallback() {
    this.seen = new Map(); // element -> how often it was asked for
    this.visible = new IntersectionObserver((entries) => this.look(entries), { rootMargin: "25% 0%" });
    this.added = new MutationObserver(() => this.watch());
    this.added.observe(document.body, { childList: true, subtree: true });
    this.watch();
  }

  disconnectedCallback() {
    this.visible.disconnect();
    this.added.disconnect();
    clearTimeout(this.planned);
  }

  watch() {
    for (const element of document.querySelectorAll("[data-awaits]")) {
      if (this.seen.has(element)) continue;
      this.seen.set(element, 0);
      this.visible.observe(element);
    }
    for (const element of this.seen.keys()) if (!element.isConnected) this.seen.delete(element);
  }

  look(entries) {
    for (const { target, isIntersecting } of entries) target.toggleAttribute("data-in-view", isIntersecting);
    if (entries.some((entry) => entry.isIntersecting)) this.plan(GATHER_MS);
  }

  plan(pause) {
    clearTimeout(this.planned);
    this.planned = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    const wanted = [...document.querySelectorAll("[data-awaits][data-in-view]")]
      .filter((element) => (this.seen.get(element) ?? 0) < PAUSES_MS.length)
      .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
      .slice(0, MOST);
    if (!wanted.length || document.hidden) return;
    const cards = wanted.filter((element) => element.matches(".card"));
    const address = new URL(this.dataset.url, location.href);
    address.searchParams.set("cards", cards.map((element) => element.dataset.awaits).join(","));
    address.searchParams.set("answers", wanted.filter((one) => !cards.includes(one)).map((one) => one.dataset.awaits).join(","));
    const read = new URLSearchParams(location.search).get("read");
    if (read) address.searchParams.set("read", read);
    for (const element of wanted) this.seen.set(element, (this.seen.get(element) ?? 0) + 1);
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return;
    this.put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    const waiting = new Set((answer.headers.get("X-Waiting") ?? "").split(","));
    for (const element of wanted) if (!waiting.has(element.dataset.awaits)) this.seen.set(element, PAUSES_MS.length);
    const times = wanted.filter((one) => one.isConnected && waiting.has(one.dataset.awaits)).map((one) => this.seen.get(one) ?? 0);
    if (times.length) this.plan(PAUSES_MS[Math.min(...times, PAUSES_MS.length - 1)]);
  }

  put(page) {
    for (const anew of page.querySelectorAll(".card[id], .comment-text[id]")) {
      const old = document.getElementById(anew.id);
      if (!old || old.contains(document.activeElement)) continue; // who is at it is not disturbed
      const node = document.importNode(anew, true);
      const tools = old.querySelector(".card-tools");
      if (tools) node.querySelector(".card-tools")?.replaceWith(tools); // it knows whether the work is saved
      node.classList.add("is-filled");
      old.replaceWith(node);
      window.htmx?.process(node);
    }
  }
}

customElements.define("translation-fill", TranslationFill);
