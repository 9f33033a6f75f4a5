/* <share-button url text>: the device's own way to share, else the link is copied. The button in it is hidden until
   this runs; a page without script shows the address anyway. */
class ShareButton extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    if (!this.button) return;
    this.button.hidden = false;
    this.addEventListener("click", this);
  }

  async handleEvent(event) {
    if (!event.target.closest("button")) return;
    const url = new URL(this.getAttribute("url") || location.href, location.href).href;
    const title = this.getAttribute("text") || document.title;
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      await navigator.share({ url, title }).catch(() => {});
      return;
    }
    await copy(url);
    this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: this.getAttribute("copied") || url } }));
  }
}

/* The clipboard is there on https and localhost only; elsewhere the old way. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

customElements.define("share-button", ShareButton);
