/* <masonry-grid>: gives a card the rows that it needs where the server's guess was wrong. Without script the guess stands. Cards stay in the order of the document: left to right, top to bottom, for eyes and keyboard alike. */
const SLACK_PX = 14;

class MasonryGrid extends HTMLElement {
  connectedCallback() {
    this.grid = this.querySelector(".masonry");
    if (!this.grid) return;
    this.sizes = new ResizeObserver(() => this.plan());
    this.sizes.observe(this);
    this.cards = new MutationObserver(() => this.plan());
    this.cards.observe(this.grid, { childList: true });
    document.addEventListener("lihua:read", this);
    document.fonts?.ready.then(() => this.plan());
    this.measure();
  }

  disconnectedCallback() {
    this.sizes?.disconnect();
    this.cards?.disconnect();
    cancelAnimationFrame(this.planned);
    document.removeEventListener("lihua:read", this);
  }

  handleEvent() {
    this.measure();
  }

  plan() {
    cancelAnimationFrame(this.planned);
    this.planned = requestAnimationFrame(() => this.measure());
  }

  /* Read everything, then write everything: one layout each. A card that fits its guessed rows stays as it is, so that
     nothing that somebody looks at moves; one that is too high, or has much too much room, gets what it needs. */
  measure() {
    const style = getComputedStyle(this.grid);
    const row = parseFloat(style.gridAutoRows);
    if (!row) return;
    const [line, chrome] = ["--line", "--chrome"].map((name) => parseFloat(style.getPropertyValue(name)));
    const gap = parseFloat(style.columnGap) || 0;
    const cards = [...this.grid.children].filter((card) => card.classList.contains("card"));
    this.grid.classList.add("is-measuring");
    const needs = cards.map((card) => {
      const guess = Number(card.style.getPropertyValue("--picture")) + Number(card.style.getPropertyValue("--lines")) * line + chrome;
      const rows = Math.ceil((card.getBoundingClientRect().height + gap) / row - 0.05);
      return rows > Math.round(guess) || (guess - rows) * row > SLACK_PX ? rows : 0;
    });
    this.grid.classList.remove("is-measuring");
    cards.forEach((card, n) => {
      if (needs[n]) card.style.setProperty("--rows", needs[n]);
      else card.style.removeProperty("--rows");
    });
  }
}

customElements.define("masonry-grid", MasonryGrid);
