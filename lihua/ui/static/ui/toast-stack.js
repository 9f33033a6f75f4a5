/* <toast-stack>: short messages that can be sent away and go by themselves. Those with something to undo stay longer;
   none goes while it is looked at. A response may add one by HX-Trigger: {"toast": {"text": ..., "undo": address}}. */
const SECONDS = 6;
const SECONDS_TO_UNDO = 12;

class ToastStack extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    document.addEventListener("toast", this);
    document.addEventListener("htmx:responseError", this);
    document.addEventListener("htmx:sendError", this);
    document.addEventListener("allauth.error", this);
    for (const toast of this.children) this.welcome(toast);
  }

  disconnectedCallback() {
    for (const name of ["toast", "htmx:responseError", "htmx:sendError", "allauth.error"]) document.removeEventListener(name, this);
  }

  handleEvent(event) {
    if (event.type === "toast") this.say(event.detail.text, event.detail);
    else if (event.type === "allauth.error") {
      event.preventDefault();
      this.say(this.dataset.passkey);
    } else if (event.type === "htmx:sendError") this.say(this.dataset.offline);
    else if (event.type === "htmx:responseError") {
      if (event.detail.xhr.getResponseHeader("HX-Trigger")?.includes("toast")) return; // it says itself what is wrong
      this.say(event.detail.xhr.status === 429 ? this.dataset.slower : this.dataset.broken);
    }
    else if (event.target.closest("[data-dismiss]")) event.target.closest(".toast").remove();
  }

  say(text, { undo = "" } = {}) {
    if (!text) return;
    const toast = this.querySelector("template").content.firstElementChild.cloneNode(true);
    toast.querySelector(".grow").textContent = text;
    const button = toast.querySelector("[data-undo]");
    if (undo) {
      button.hidden = false;
      button.addEventListener("click", () => {
        toast.remove();
        htmx.ajax("POST", undo, { source: this, swap: "none" }).then(() => location.reload());
      });
    } else button.remove();
    this.append(toast);
    this.welcome(toast);
  }

  welcome(toast) {
    if (!toast.classList.contains("toast")) return;
    const close = toast.querySelector("[data-dismiss]");
    if (close) close.hidden = false;
    const seconds = toast.querySelector("form, [data-undo]") ? SECONDS_TO_UNDO : SECONDS;
    const go = () => (toast.matches(":hover, :focus-within") ? setTimeout(go, 2000) : toast.remove());
    setTimeout(go, seconds * 1000);
  }
}

customElements.define("toast-stack", ToastStack);
