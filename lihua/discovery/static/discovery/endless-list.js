// A list that goes on by itself (htmx fetches the next page when its link comes near). This element remembers what
// was fetched, so that going back finds the list as long as it was left, at the same place.
const LONGEST_AGE_MS = 30 * 60 * 1000;

class EndlessList extends HTMLElement {
  connectedCallback() {
    this.key = `list:${location.pathname}${location.search}`;
    this.leave = () => this.remember();
    addEventListener("pagehide", this.leave);
    document.addEventListener("htmx:beforeHistorySave", this.leave);
    const [arrival] = performance.getEntriesByType("navigation");
    if (arrival?.type === "back_forward" || arrival?.type === "reload") this.restore(arrival.type);
    else sessionStorage.removeItem(this.key);
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this.leave);
    document.removeEventListener("htmx:beforeHistorySave", this.leave);
  }

  get list() {
    return this.querySelector(".masonry");
  }

  remember() {
    const kept = { at: Date.now(), y: scrollY, html: this.list.innerHTML };
    try {
      sessionStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      sessionStorage.clear(); // full: the place is lost, the page is not
    }
  }

  restore(how) {
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    if (!kept || how === "reload" || Date.now() - kept.at > LONGEST_AGE_MS) return;
    this.list.innerHTML = kept.html;
    window.htmx?.process(this.list);
    this.list.dispatchEvent(new CustomEvent("masonry:changed", { bubbles: true }));
    history.scrollRestoration = "manual";
    requestAnimationFrame(() => scrollTo(0, kept.y));
  }
}

customElements.define("endless-list", EndlessList);
