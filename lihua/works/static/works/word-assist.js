/* <word-assist>: while # or @ is typed in the textarea inside, shows tags (in any of their names) or people to choose
   from. Arrows move, Enter or Tab takes, Escape leaves. */
const BEGUN = /(?:^|[^\p{L}\p{N}_&/#＃@])([#＃@][\p{L}\p{M}\p{N}_·・]{0,40})$/u;

class WordAssist extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    if (!this.field) return;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `${this.field.id}-suggestions`;
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    this.append(this.list);
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.addEventListener("input", this);
    this.field.addEventListener("keydown", this);
    this.field.addEventListener("blur", this);
    this.list.addEventListener("mousedown", this);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.list?.remove();
  }

  handleEvent(event) {
    if (event.type === "input") this.look();
    else if (event.type === "blur") this.hide();
    else if (event.type === "mousedown") {
      event.preventDefault();
      const option = event.target.closest("[data-word]");
      if (option) this.take(option);
    } else this.key(event);
  }

  look() {
    clearTimeout(this.timer);
    const before = this.field.value.slice(0, this.field.selectionStart);
    this.typed = before.match(BEGUN)?.[1] ?? "";
    if (this.typed.length < 2) return this.hide();
    this.timer = setTimeout(() => this.fetch(this.typed), 150);
  }

  async fetch(typed) {
    const answer = await fetch(`${this.dataset.suggest}?q=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || typed !== this.typed) return;
    this.list.innerHTML = await answer.text(); // our own fragment, escaped by the server
    this.options = [...this.list.querySelectorAll("[data-word]")];
    this.list.hidden = this.options.length === 0;
    this.choose(0);
  }

  choose(number) {
    if (!this.options?.length) return;
    this.at = (number + this.options.length) % this.options.length;
    this.options.forEach((option, position) => option.setAttribute("aria-selected", String(position === this.at)));
    this.field.setAttribute("aria-activedescendant", this.options[this.at].id);
    this.options[this.at].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") this.choose(this.at + 1);
    else if (event.key === "ArrowUp") this.choose(this.at - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.options[this.at]);
    else if (event.key === "Escape") this.hide();
    else return;
    event.preventDefault();
  }

  take(option) {
    const end = this.field.selectionStart;
    this.field.setRangeText(`${option.dataset.word} `, end - this.typed.length, end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.hide();
  }

  hide() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }
}

customElements.define("word-assist", WordAssist);
