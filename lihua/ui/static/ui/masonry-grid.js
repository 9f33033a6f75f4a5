/* <masonry-grid>: gives each card exactly the rows that it needs. Without script the server's guess stands, a little
   roomier. Cards stay in the order of the document: left to right, top to bottom, for eyes and keyboard alike. */
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

  /* Read everything, then write everything: one layout each. */
  measure() {
    this.grid.classList.add("is-measured");
    const row = parseFloat(getComputedStyle(this.grid).gridAutoRows);
    if (!row) return;
    const gap = parseFloat(getComputedStyle(this.grid).columnGap) || 0;
    const heights = [...this.grid.children].map((card) => [card, card.getBoundingClientRect().height]);
    for (const [card, height] of heights) {
      if (card.classList.contains("card")) card.style.setProperty("--rows", Math.ceil((height + gap) / row - 0.05));
    }
  }
}

customElements.define("masonry-grid", MasonryGrid);
