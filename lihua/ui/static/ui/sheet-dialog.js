/* <sheet-dialog>: a native dialog with manners. Anything with data-sheet="#id" opens it; a link (or data-sheet-url)
   is fetched into its .sheet-body by htmx first. With data-sheet-address the page's address becomes the link's, and
   going back closes the sheet. Without script the link is simply followed. */
class SheetDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.dialog?.addEventListener("click", this);
    this.dialog?.addEventListener("close", this);
    addEventListener("popstate", this);
  }

  disconnectedCallback() {
    removeEventListener("popstate", this);
  }

  async open(url, { keepsAddress = true } = {}) {
    this.opener = document.activeElement;
    const body = this.querySelector(".sheet-body");
    if (url) {
      body.replaceChildren();
      body.setAttribute("aria-busy", "true");
    }
    if (!this.dialog.open) this.dialog.showModal();
    if (url && !keepsAddress) {
      this.title ||= document.title;
      this.pushed = true;
      history.pushState({ sheet: this.id }, "", url);
    }
    if (!url) return;
    const address = new URL(url, location.href);
    await htmx.ajax("GET", address.pathname + address.search, { target: body, swap: "innerHTML", source: this });
    body.removeAttribute("aria-busy");
    body.scrollTop = 0;
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  handleEvent(event) {
    if (event.type === "popstate") {
      if (this.dialog?.open && event.state?.sheet !== this.id) {
        this.pushed = false;
        this.close();
      }
    } else if (event.type === "close") {
      if (this.pushed) {
        this.pushed = false;
        history.back();
      }
      this.querySelector(".sheet-body[data-empties]")?.replaceChildren();
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
  sheet.open(opener.dataset.sheetUrl || opener.getAttribute("href"), { keepsAddress: !("sheetAddress" in opener.dataset) });
});

/* A view that answers with HX-Trigger: {"sheet:close": true} has done what the sheet was for. */
document.addEventListener("sheet:close", () => {
  for (const sheet of document.querySelectorAll("sheet-dialog")) sheet.close();
});

customElements.define("sheet-dialog", SheetDialog);
