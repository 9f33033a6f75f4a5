/* <drag-order data-url>: its [data-item] can be dragged into another order, which is sent at once. A finger
   carries them by <touch-order>; the buttons beside them do the same for keyboards. */
const HEARD = ["dragstart", "dragover", "drop", "dragend", "order:start", "order:done"];

class DragOrder extends HTMLElement {
  connectedCallback() {
    this.classList.add("is-ready");
    for (const item of this.items) item.draggable = true;
    for (const name of HEARD) this.addEventListener(name, this);
  }

  disconnectedCallback() {
    for (const name of HEARD) this.removeEventListener(name, this);
  }

  get items() {
    return [...this.querySelectorAll("[data-item]")];
  }

  handleEvent(event) {
    if (event.type === "dragstart") this.take(event);
    else if (event.type === "dragover" && this.dragged) this.show(event);
    else if (event.type === "drop" && this.dragged) event.preventDefault();
    else if (event.type === "order:start") this.before = this.order();
    else if (event.type === "dragend" || event.type === "order:done") this.put();
  }

  take(event) {
    if (event.target.closest?.("input")) return;
    this.dragged = event.target.closest?.("[data-item]");
    if (!this.dragged) return;
    this.before = this.order();
    event.dataTransfer.effectAllowed = "move";
    requestAnimationFrame(() => this.dragged?.classList.add("is-dragged"));
  }

  show(event) {
    const over = event.target.closest?.("[data-item]");
    event.preventDefault();
    if (!over || over === this.dragged) return;
    const goesDown = this.items.indexOf(this.dragged) < this.items.indexOf(over);
    over[goesDown ? "after" : "before"](this.dragged);
  }

  put() {
    this.dragged?.classList.remove("is-dragged");
    this.dragged = null;
    if (this.before && this.before !== this.order()) this.send();
    this.before = null;
  }

  order() {
    return this.items.map((item) => item.dataset.item).join(",");
  }

  send() {
    htmx.ajax("POST", this.dataset.url, { source: this, swap: "none", values: { item: this.order().split(",") } });
  }
}

customElements.define("drag-order", DragOrder);
