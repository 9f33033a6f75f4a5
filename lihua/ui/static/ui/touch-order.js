/* <touch-order items=".item" handle=".picture">: a finger that rests on a handle picks its item up and carries it to
   another place. Says `order:start` and `order:done` of that item. Mice drag and keys press as they do without it. */
const HOLD_MS = 220;
const STILL_PX = 10;
const EDGE_PX = 90;
const HEARD = ["pointerdown", "pointermove", "pointerup", "pointercancel", "contextmenu", "dragstart"];

class TouchOrder extends HTMLElement {
  connectedCallback() {
    for (const name of HEARD) this.addEventListener(name, this);
    this.addEventListener("touchmove", this, { passive: false });
  }

  disconnectedCallback() {
    this.letGo();
    for (const name of [...HEARD, "touchmove"]) this.removeEventListener(name, this);
  }

  handleEvent(event) {
    if (event.type === "pointerdown") this.rest(event);
    else if (event.type === "pointermove" && event.pointerId === this.finger) this.follow(event);
    else if (event.type === "pointerup" || event.type === "pointercancel") this.letGo();
    else if (event.type === "touchmove" && this.item && event.cancelable) event.preventDefault(); // else the page scrolls
    else if ((event.type === "contextmenu" || event.type === "dragstart") && this.finger !== undefined) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  rest(event) {
    if (event.pointerType === "mouse" || !event.isPrimary || !event.target.closest(this.getAttribute("handle"))) return;
    const item = event.target.closest(this.getAttribute("items"));
    if (!item) return;
    this.finger = event.pointerId;
    this.from = this.at = { x: event.clientX, y: event.clientY };
    this.timer = setTimeout(() => this.pickUp(item), HOLD_MS);
  }

  pickUp(item) {
    this.item = item;
    this.setPointerCapture(this.finger); // the item moves in the document, and would lose it
    item.classList.add("is-lifted");
    this.tell("order:start");
    this.scroll();
  }

  follow(event) {
    this.at = { x: event.clientX, y: event.clientY };
    if (this.item) this.lay();
    else if (Math.hypot(this.at.x - this.from.x, this.at.y - this.from.y) > STILL_PX) this.letGo(); // it scrolls
  }

  lay() {
    const over = document.elementFromPoint(this.at.x, this.at.y)?.closest(this.getAttribute("items"));
    if (!over || over === this.item || over.parentNode !== this.item.parentNode) return;
    const isBefore = this.item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    over[isBefore ? "after" : "before"](this.item);
  }

  /* What is held near the edge of the screen pulls the page along. */
  scroll() {
    if (!this.item) return;
    const down = this.at.y > innerHeight - EDGE_PX * 1.5;
    if (down || this.at.y < EDGE_PX) scrollBy(0, down ? 8 : -8);
    this.lay();
    requestAnimationFrame(() => this.scroll());
  }

  letGo() {
    clearTimeout(this.timer);
    this.finger = undefined;
    if (!this.item) return;
    this.item.classList.remove("is-lifted");
    this.tell("order:done");
    this.item = undefined;
  }

  tell(what) {
    this.item.dispatchEvent(new CustomEvent(what, { bubbles: true }));
  }
}

customElements.define("touch-order", TouchOrder);
