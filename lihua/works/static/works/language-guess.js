/* <language-guess>: says beside the field which language is recognised; choosing another is one tap. */
class LanguageGuess extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.automatic = this.querySelector("option[data-auto]");
    if (!this.automatic || !this.form) return;
    this.form.addEventListener("input", this);
    this.guess();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.form?.removeEventListener("input", this);
  }

  handleEvent(event) {
    if (!["title", "body"].includes(event.target.name)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.guess(), 700);
  }

  async guess() {
    const body = new FormData();
    for (const name of ["title", "body"]) body.set(name, (this.form.elements[name]?.value ?? "").slice(0, 1000));
    if (!body.get("title") && !body.get("body")) return this.say("");
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(this.dataset.url, { method: "POST", body }).catch(() => null);
    if (answer?.ok) this.say((await answer.json()).name);
  }

  say(name) {
    this.automatic.textContent = name ? `${name} · ${this.automatic.dataset.auto}` : this.automatic.dataset.auto;
  }
}

customElements.define("language-guess", LanguageGuess);
