/* <word-tap data-look="/words/look" data-mine="en">: every word inside its [data-sentence] elements can be tapped, or
   reached with Tab and the arrow keys; what is known of it opens in the .word-popover inside. The markup that it reads
   is told in docs/rooms/lexicon.md. Links, selections and double clicks stay what they are. */
const LONGEST = 600;
const BUSY = "a, button, summary, input, textarea, select, label, [contenteditable]";
const mark = globalThis.Highlight ? new Highlight() : null;
if (mark) CSS.highlights.set("tapped-word", mark);

class WordTap extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector(".word-popover");
    if (!this.box?.showPopover) return;
    this.box.tabIndex = -1;
    for (const type of ["click", "keydown"]) this.addEventListener(type, this);
    document.addEventListener("keydown", this, { capture: true });
    this.box.addEventListener("toggle", this);
    this.box.addEventListener("beforetoggle", this);
    addEventListener("scroll", this, { capture: true, passive: true });
    this.news = new MutationObserver(() => this.prepare());
    this.news.observe(this, { childList: true, subtree: true });
    this.size = new ResizeObserver(() => this.settle());
    this.size.observe(this.box);
    this.prepare();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this, { capture: true });
    removeEventListener("scroll", this, { capture: true });
    this.news?.disconnect();
    this.size?.disconnect();
    mark?.clear();
  }

  handleEvent(event) {
    if (event.type === "scroll") this.settle();
    else if (event.type === "beforetoggle") this.leaving = event.newState === "closed" ? { at: event.timeStamp, word: this.shown } : null;
    else if (event.type === "toggle") event.newState === "closed" && this.closed();
    else if (event.type === "keydown") event.currentTarget === this ? this.key(event) : this.escape(event);
    else if (event.target.closest("[data-close-word]")) this.box.hidePopover();
    else if (!this.box.contains(event.target)) this.tapped(event);
  }

  /* One tab stop for each text: the sentence that was left, else the first. */
  prepare() {
    for (const sentence of this.querySelectorAll("[data-sentence]:not([tabindex])")) {
      if (!this.isForeign(sentence)) continue;
      sentence.tabIndex = this.beside(sentence).some((other) => other.tabIndex === 0) ? -1 : 0;
      sentence.setAttribute("aria-describedby", "word-hint");
    }
  }

  isForeign(sentence) {
    const tag = languageOf(sentence);
    return tag && tag !== "und" && tag.split("-")[0] !== this.dataset.mine?.split("-")[0];
  }

  beside(sentence) {
    return [...(sentence.closest("[data-work]") ?? this).querySelectorAll("[data-sentence][tabindex]")];
  }

  tapped(event) {
    const sentence = event.target.closest("[data-sentence][tabindex]");
    if (!sentence || event.button || event.detail > 1 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (event.target.closest(BUSY) || !getSelection().isCollapsed) return;
    const text = read(sentence);
    const hit = text.findIndex((character) => boxesOf(text, character.index, character.index + 1).some((box) => within(box, event)));
    const ruby = event.target.closest("ruby.word"); // beside its letters, or on the reading above them
    const at = hit < 0 && ruby ? text.findIndex((character) => character.ruby === ruby) : hit;
    const word = at < 0 ? null : wordAt(text, languageOf(sentence), at);
    if (!word) return;
    const again = this.leaving?.word === `${sentence.dataset.sentence} ${word.start}` && event.timeStamp - this.leaving.at < 500;
    this.leaving = null;
    if (!again) this.open(sentence, text, word, at);
  }

  key(event) {
    const sentence = event.target;
    if (!sentence.matches?.("[data-sentence][tabindex]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const ahead = getComputedStyle(sentence).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") this.step(sentence, event.key === ahead ? 1 : -1);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.turn(sentence, event.key === "ArrowDown" ? 1 : -1, 1);
    else if (event.key === "Enter" || event.key === " ") this.enter(sentence);
    else if (event.key === "Escape" && this.here) this.unmark();
    else return;
    event.preventDefault();
  }

  /* Said by ourselves: over a sheet, a browser may give the key to the sheet. */
  escape(event) {
    if (event.key !== "Escape" || !this.box.matches(":popover-open")) return;
    event.preventDefault();
    event.stopPropagation();
    this.box.hidePopover();
  }

  step(sentence, way) {
    const text = read(sentence);
    const words = wordsOf(text, languageOf(sentence));
    const old = this.here?.sentence === sentence ? words.findIndex((word) => word.start === this.here.word.start) : way > 0 ? -1 : words.length;
    const word = words[old + way];
    if (word) this.show(sentence, text, word);
    else this.turn(sentence, way, way);
  }

  turn(sentence, way, from) {
    const all = this.beside(sentence);
    const next = all[all.indexOf(sentence) + way];
    if (!next) return;
    sentence.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    this.unmark();
    this.step(next, from);
  }

  enter(sentence) {
    if (this.here?.sentence !== sentence) this.step(sentence, 1);
    if (this.here) this.open(sentence, this.here.text, this.here.word, this.here.word.start, { byKey: true });
  }

  show(sentence, text, word) {
    this.here = { sentence, text, word };
    const range = rangeOf(text, word);
    if (mark) mark.clear(), mark.add(range);
    else getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    this.querySelector("[data-word-status]").textContent = lettersOf(text.slice(word.start, word.end));
    sentence.scrollIntoView({ block: "nearest" });
  }

  unmark() {
    mark?.clear();
    this.here = null;
  }

  async open(sentence, text, word, at, { byKey = false } = {}) {
    this.show(sentence, text, word);
    this.shown = `${sentence.dataset.sentence} ${word.start}`;
    this.returnTo = byKey ? sentence : null;
    const from = text.length > LONGEST ? Math.max(0, Math.min(at - LONGEST / 2, text.length - LONGEST)) : 0;
    const asked = new URLSearchParams({ text: lettersOf(text.slice(from, from + LONGEST)), at: at - from, from: languageOf(sentence) });
    const work = sentence.closest("[data-work]")?.dataset.work;
    if (work) asked.set("work", work), asked.set("sentence", sentence.dataset.sentence);
    this.box.replaceChildren();
    this.box.setAttribute("aria-busy", "true");
    if (!this.box.matches(":popover-open")) this.box.showPopover();
    this.settle();
    this.uncover(sentence);
    if (byKey) this.box.focus({ preventScroll: true });
    const opened = (this.opened = (this.opened ?? 0) + 1);
    await this.asking; // htmx drops a second question of the same element
    if (opened !== this.opened || !this.shown) return;
    this.asking = htmx.ajax("GET", `${this.dataset.look}?${asked}`, { target: this.box, swap: "innerHTML", source: this.box });
    await this.asking;
    if (opened !== this.opened || !this.shown) return; // another word was tapped meanwhile, or it was closed
    this.box.removeAttribute("aria-busy");
    const found = this.box.querySelector("[data-start]");
    if (!found) return this.box.hidePopover(); // a toast says why
    this.box.querySelector("[data-close-word]").hidden = false;
    const start = Number(found.dataset.start) + from;
    const end = Number(found.dataset.end) + from;
    if (end > start && end <= text.length) this.show(sentence, text, { start, end });
    this.settle();
    this.uncover(sentence);
  }

  /* On a phone the sheet at the foot may lie over the sentence that it explains. */
  uncover(sentence) {
    const word = boxesOf(this.here.text, this.here.word.start, this.here.word.end)[0];
    const box = this.box.getBoundingClientRect();
    const isOver = word && box.width >= innerWidth && word.bottom > box.top;
    if (isOver) sentence.scrollIntoView({ block: "start" });
  }

  /* Beside the word on a desk; a phone's style sheet puts it at the foot instead. */
  settle() {
    if (!this.here || !this.box.matches(":popover-open")) return;
    const word = boxesOf(this.here.text, this.here.word.start, this.here.word.end)[0];
    if (!word) return;
    const { width, height } = this.box.getBoundingClientRect();
    const below = word.bottom + 8;
    const top = below + height > innerHeight - 8 && word.top - height - 8 > 8 ? word.top - height - 8 : below;
    this.box.style.setProperty("--word-x", `${Math.max(8, Math.min(word.left, innerWidth - width - 8))}px`);
    this.box.style.setProperty("--word-y", `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`);
  }

  closed() {
    this.shown = null;
    if (this.returnTo?.isConnected) this.returnTo.focus({ preventScroll: true });
    else this.unmark();
    this.returnTo = null;
  }
}

function languageOf(element) {
  return element.closest("[lang]")?.lang || "";
}

/* The sentence as it was written: its characters with where they stand, without the readings over them. */
function read(sentence) {
  const found = [];
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.nodeName === "RT" || node.nodeName === "RP" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeName === "BR") found.push({ letter: "\n", node: null, index: found.length });
    if (node.nodeType !== Node.TEXT_NODE) continue;
    const ruby = node.parentElement.closest("ruby.word");
    let offset = 0;
    for (const letter of node.data) {
      found.push({ letter, node, offset, ruby, index: found.length });
      offset += letter.length;
    }
  }
  return found;
}

function lettersOf(text) {
  return text.map((character) => character.letter).join("");
}

/* Words as [start, end) in characters: what stands under one reading is one, the rest as the browser cuts it. */
function wordsOf(text, tag) {
  const words = [];
  const add = (start, end) => {
    const ruby = text[start].ruby;
    if (ruby) {
      while (text[start - 1]?.ruby === ruby) start -= 1;
      while (text[end]?.ruby === ruby) end += 1;
    }
    if (!words.some((word) => word.start < end && start < word.end)) words.push({ start, end });
  };
  let at = 0;
  for (const { segment, isWordLike } of new Intl.Segmenter(tag, { granularity: "word" }).segment(lettersOf(text))) {
    const end = at + [...segment].length;
    if (isWordLike) add(at, end);
    at = end;
  }
  return words;
}

function wordAt(text, tag, at) {
  return wordsOf(text, tag).find((word) => word.start <= at && at < word.end);
}

function rangeOf(text, { start, end }) {
  const range = document.createRange();
  const last = text[end - 1];
  range.setStart(text[start].node, text[start].offset);
  range.setEnd(last.node, last.offset + last.letter.length);
  return range;
}

function boxesOf(text, start, end) {
  return text[start]?.node && text[end - 1]?.node ? [...rangeOf(text, { start, end }).getClientRects()] : [];
}

function within(box, point) {
  return box.left <= point.clientX && point.clientX <= box.right && box.top <= point.clientY && point.clientY <= box.bottom;
}

customElements.define("word-tap", WordTap);
