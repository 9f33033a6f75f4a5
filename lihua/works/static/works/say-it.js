/* <say-it data-url data-from data-to> around a textarea: offers what is selected in it, else what was written last, in the
   reader's language. What is chosen takes the phrase's place. Escape and sending put the offers away. */
const LONGEST = 120;

class SayIt extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    this.button = this.querySelector(".say-button");
    this.list = this.querySelector(".offers");
    if (!this.field || !this.button) return;
    for (const type of ["input", "select", "click", "keydown"]) this.addEventListener(type, this);
    this.look();
  }

  handleEvent(event) {
    const offer = event.target.closest("[data-offer]");
    if (event.type === "click" && offer) this.take(offer.dataset.offer);
    else if (event.type === "click" && event.target.closest(".say-button")) this.list.hidden ? this.ask() : this.hide();
    else if (event.type === "keydown") event.key === "Escape" && !this.list.hidden && (event.stopPropagation(), this.hide(), this.field.focus());
    else this.look();
  }

  look() {
    this.button.hidden = this.phrase().text.length < 2;
    if (this.asked && this.asked !== this.phrase().text) this.hide();
  }

  /* What is selected; else the last sentence before the caret. */
  phrase() {
    const { selectionStart, selectionEnd, value } = this.field;
    if (selectionEnd > selectionStart) return this.trimmed(selectionStart, selectionEnd);
    const before = value.slice(0, selectionEnd);
    const start = Math.max(...[...".!?。！？\n"].map((mark) => before.trimEnd().slice(0, -1).lastIndexOf(mark))) + 1;
    return this.trimmed(start, selectionEnd);
  }

  trimmed(start, end) {
    const said = this.field.value.slice(start, end);
    const from = start + said.length - said.trimStart().length;
    const text = said.trim().slice(0, LONGEST);
    return { text, start: from, end: from + text.length };
  }

  async ask() {
    const phrase = this.phrase();
    this.asked = phrase.text;
    const asked = new URLSearchParams({ text: phrase.text, from: this.dataset.from, to: this.dataset.to });
    const answer = await fetch(`${this.dataset.url}?${asked}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || this.asked !== phrase.text) return;
    this.list.innerHTML = await answer.text(); // our own fragment, escaped by the server
    this.place = phrase;
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
  }

  take(text) {
    this.field.setRangeText(text, this.place.start, this.place.end, "end");
    this.hide();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.focus();
  }

  hide() {
    this.asked = "";
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }
}

customElements.define("say-it", SayIt);
