/* <read-switch>: Both, Translated or Original at once. The links in it do the same without script. */
const COOKIE = "lihua_read";

class ReadSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    document.addEventListener("lihua:read", this);
    this.show(document.documentElement.dataset.read);
  }

  disconnectedCallback() {
    document.removeEventListener("lihua:read", this);
  }

  handleEvent(event) {
    if (event.type === "lihua:read") return this.show(event.detail);
    const link = event.target.closest("[data-mode]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link.dataset.mode);
  }

  show(mode) {
    for (const link of this.querySelectorAll("[data-mode]")) {
      if (link.dataset.mode === mode) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

/* What somebody looks at stays where it is, though the texts above it grow or shrink. */
function choose(mode) {
  const anchor = document.elementFromPoint(innerWidth / 2, innerHeight / 3);
  const before = anchor?.getBoundingClientRect().top;
  document.documentElement.dataset.read = mode;
  if (anchor?.isConnected && scrollY > 0) scrollBy(0, anchor.getBoundingClientRect().top - before);
  document.cookie = `${COOKIE}=${mode}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  const address = new URL(location.href);
  address.searchParams.set("read", mode);
  history.replaceState(history.state, "", address);
  document.dispatchEvent(new CustomEvent("lihua:read", { detail: mode }));
}

customElements.define("read-switch", ReadSwitch);
