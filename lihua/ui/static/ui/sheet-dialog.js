/* <sheet-dialog>: a native dialog with manners. Anything with data-sheet="#id" opens it; a link (or data-sheet-url)
   is fetched into its .sheet-body by htmx first. With data-sheet-address the page's address becomes the link's: going
   back closes the sheet, going forward opens it again. Without script the link is simply followed. */
class SheetDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.body = this.querySelector(".sheet-body");
    this.dialog?.addEventListener("click", this);
    this.dialog?.addEventListener("close", this);
    addEventListener("popstate", this);
  }

  disconnectedCallback() {
    removeEventListener("popstate", this);
  }

  async open(url, { ownsAddress = false, isForward = false } = {}) {
    this.opener = document.activeElement;
    if (ownsAddress) {
      this.pageTitle = document.title;
      this.ownsAddress = true;
      if (!isForward) history.pushState({ sheet: this.id }, "", url);
    }
    if (url) {
      this.body.replaceChildren();
      this.body.setAttribute("aria-busy", "true");
    }
    if (!this.dialog.open) this.dialog.showModal();
    if (!url) return;
    const address = new URL(url, location.href);
    await htmx.ajax("GET", address.pathname + address.search, { target: this.body, swap: "innerHTML", source: this });
    this.body.removeAttribute("aria-busy");
    if (!this.body.firstElementChild) location.assign(url);
    else if (ownsAddress) this.name();
  }

  /* The title of what is shown, for the tab and for who cannot see the sheet. */
  name() {
    const title = this.body.querySelector("[data-title]")?.dataset.title;
    if (!title) return;
    document.title = title;
    this.dialog.setAttribute("aria-label", title);
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  handleEvent(event) {
    if (event.type === "popstate") {
      const isOurs = event.state?.sheet === this.id;
      if (this.dialog?.open && this.ownsAddress && !isOurs) {
        this.ownsAddress = false;
        document.title = this.pageTitle;
        this.close();
      } else if (isOurs && this.dialog && !this.dialog.open) this.open(location.href, { ownsAddress: true, isForward: true });
    } else if (event.type === "close") {
      if (event.target !== this.dialog) return;
      if (this.ownsAddress) {
        this.ownsAddress = false;
        document.title = this.pageTitle;
        history.back();
      }
      if (this.body && "empties" in this.body.dataset) this.body.replaceChildren();
      this.opener?.focus?.({ preventScroll: true });
      this.dispatchEvent(new CustomEvent("sheet:closed", { bubbles: true }));
    } else if (event.target === this.dialog || event.target.closest("[data-close]")) {
      this.close();
    }
  }
}

addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-sheet]");
  if (!opener || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const needs = opener.dataset.sheetMedia;
  const sheet = document.querySelector(opener.dataset.sheet);
  if (!(sheet instanceof SheetDialog) || (needs && !matchMedia(needs).matches)) return;
  event.preventDefault();
  sheet.open(opener.dataset.sheetUrl || opener.getAttribute("href"), { ownsAddress: "sheetAddress" in opener.dataset });
});

/* A view that answers with HX-Trigger: {"sheet:close": true} has done what the sheet was for. */
document.addEventListener("sheet:close", () => {
  for (const sheet of document.querySelectorAll("sheet-dialog")) sheet.close();
});

customElements.define("sheet-dialog", SheetDialog);
