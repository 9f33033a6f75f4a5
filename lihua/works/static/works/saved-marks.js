/* <saved-marks data-url>: shows on each card's mark whether it is saved. Asks once for all cards that are there, again
   for those that come later, and believes the sheet about the one that it was opened for. */
class SavedMarks extends HTMLElement {
  connectedCallback() {
    this.asked = new Set();
    this.cards = new MutationObserver(() => this.plan());
    this.cards.observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });
    document.addEventListener("htmx:afterSettle", this);
    this.ask();
  }

  disconnectedCallback() {
    this.cards.disconnect();
    document.removeEventListener("htmx:afterSettle", this);
    clearTimeout(this.planned);
  }

  plan() {
    clearTimeout(this.planned);
    this.planned = setTimeout(() => this.ask(), 60);
  }

  async ask() {
    const marks = [...document.querySelectorAll("a[data-work]")];
    const ids = [...new Set(marks.map((mark) => mark.dataset.work))].filter((id) => !this.asked.has(id)).slice(0, 100);
    if (!ids.length) return;
    for (const id of ids) this.asked.add(id);
    const answer = await fetch(`${this.dataset.url}?ids=${ids.join(",")}`, { credentials: "same-origin" });
    if (!answer.ok) return;
    for (const id of (await answer.json()).saved) this.show(id, true);
  }

  handleEvent() {
    const pick = document.querySelector("#pick[data-work]");
    if (pick) this.show(pick.dataset.work, pick.dataset.saved === "yes");
  }

  show(id, isSaved) {
    for (const mark of document.querySelectorAll(`a[data-work="${CSS.escape(id)}"]`)) {
      mark.classList.toggle("is-on", isSaved);
    }
  }
}

customElements.define("saved-marks", SavedMarks);
