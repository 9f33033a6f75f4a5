/* <picture-tray>: choose, drop or paste pictures; each is sent at once, several at a time, with its progress; then
   described, put in order by dragging, with a finger (<touch-order>) or by buttons, or taken out. Without it the file field in it is sent with the form.
   The order of the hidden `asset_ids` is the order of the pictures. Says `tray:change` when anything did. */
const AT_ONCE = 2;
const KNOWN = /\.(jpe?g|png|webp|avif|hei[cf]|gif)$/i;

class PictureTray extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".tray-items");
    this.input = this.querySelector("input[type=file]");
    this.form = this.closest("form");
    this.line = [];
    this.sending = new Map();
    this.input.removeAttribute("name"); // each picture is sent by itself, the form carries only its number
    this.classList.add("is-live");
    for (const button of this.querySelectorAll(".tray-verbs [hidden]:not([data-again]), [data-use-words]")) button.hidden = false;
    this.input.addEventListener("change", this);
    for (const name of ["click", "change", "dragstart", "dragend", "dragover", "dragleave", "drop", "order:done"]) this.addEventListener(name, this);
    document.addEventListener("paste", this);
    document.addEventListener("live:asset", this);
    this.form?.addEventListener("submit", this, true);
    for (const item of this.items) if (item.dataset.state === "uploaded") this.watch(item);
    this.tidy();
  }

  disconnectedCallback() {
    document.removeEventListener("paste", this);
    document.removeEventListener("live:asset", this);
    this.form?.removeEventListener("submit", this, true);
    for (const request of this.sending.values()) request.abort();
    for (const item of this.items) clearTimeout(item.timer);
  }

  get items() {
    return [...this.list.querySelectorAll(".tray-item")];
  }

  handleEvent(event) {
    const item = event.target.closest?.(".tray-item");
    if (event.type === "change" && event.target === this.input) {
      this.take(this.input.files);
      this.input.value = "";
    } else if (event.type === "change" && item?.dataset.asset) this.describe(item, event.target.value);
    else if (event.type === "click" && item) this.press(event.target.closest("button"), item);
    else if (event.type === "order:done") this.moved(item);
    else if (event.type === "paste") this.paste(event);
    else if (event.type === "submit") this.hold(event);
    else if (event.type === "live:asset") this.items.filter((one) => one.dataset.asset === event.detail.id).forEach((one) => this.ask(one));
    else if (event.type.startsWith("drag") || event.type === "drop") this.drag(event, item);
  }

  paste(event) {
    const files = event.clipboardData?.files;
    if (files?.length && (!this.form || this.form.contains(document.activeElement) || document.activeElement === document.body)) {
      event.preventDefault();
      this.take(files);
    }
  }

  take(files) {
    const room = Number(this.dataset.limit) - this.items.length;
    const wanted = [...files];
    if (wanted.length > room) this.say(this.dataset.wordsMany);
    for (const file of wanted.slice(0, Math.max(0, room))) this.add(file);
  }

  add(file) {
    const item = this.querySelector("template[data-item]").content.firstElementChild.cloneNode(true);
    item.file = file;
    this.list.append(item);
    this.draw(item);
    if (file.size > Number(this.dataset.megabytes) * 1e6) this.refuse(item, this.dataset.wordsLarge);
    else if (!file.type.startsWith("image/") && !KNOWN.test(file.name)) this.refuse(item, this.dataset.wordsKind);
    else this.queue(item);
    this.tidy();
  }

  async draw(item) {
    const canvas = item.querySelector("canvas");
    try {
      const picture = await createImageBitmap(item.file, { resizeWidth: 480, resizeQuality: "medium" });
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext("2d").drawImage(picture, 0, 0);
      picture.close();
    } catch {
      canvas.hidden = true; // HEIC in most browsers: it is there once it has been prepared
    }
  }

  queue(item) {
    item.dataset.state = "sending";
    this.state(item, this.dataset.wordsSending);
    this.line.push(item);
    this.next();
  }

  next() {
    while (this.line.length && this.sending.size < AT_ONCE) this.send(this.line.shift());
  }

  send(item) {
    const request = new XMLHttpRequest();
    const progress = item.querySelector("progress");
    const body = new FormData();
    body.append("file", item.file);
    this.sending.set(item, request);
    progress.hidden = false;
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      this.sending.delete(item);
      progress.hidden = true;
      if (item.isConnected) this.sent(item, request);
      this.next();
      this.release();
    });
    request.open("POST", this.dataset.upload);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", this.token);
    request.send(body);
  }

  sent(item, request) {
    const facts = this.read(request.responseText);
    if (request.status === 201) {
      this.number(item, facts);
      this.show(item, facts);
    } else if (request.status === 413) this.refuse(item, this.dataset.wordsLarge);
    else this.refuse(item, facts.problem || facts.error || this.dataset.wordsFailed, !facts.problem);
    this.tidy();
  }

  number(item, facts) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "asset_ids";
    field.value = item.dataset.asset = facts.id;
    item.prepend(field);
    const words = item.querySelector("textarea");
    words.name = `alt_${facts.id}`;
    if (words.value) this.describe(item, words.value);
  }

  show(item, facts) {
    item.dataset.state = facts.state;
    const look = item.querySelector(".tray-look");
    if (facts.colour) look.style.backgroundColor = facts.colour;
    if (facts.state === "refused") this.refuse(item, facts.problem);
    else if (facts.state === "ready") {
      this.state(item, "");
      if (facts.preview && !look.querySelector("img")) {
        const picture = new Image(facts.width, facts.height);
        picture.alt = "";
        picture.decoding = "async";
        picture.addEventListener("load", () => look.querySelector("canvas")?.remove());
        picture.src = facts.preview;
        look.prepend(picture);
      }
      this.offer(item, facts.words);
      item.isBeingRead = facts.is_reading;
      if (facts.is_reading) this.watch(item);
    } else {
      this.state(item, this.dataset.wordsPreparing);
      this.watch(item);
    }
  }

  /* What stands on it, as a draft of its description: offered, never filled in by itself. */
  offer(item, words) {
    const read = item.querySelector("[data-read]");
    if (!read || !words) return;
    read.querySelector("[data-read-words]").textContent = words;
    read.hidden = false;
  }

  use(item) {
    const field = item.querySelector("textarea");
    const words = item.querySelector("[data-read-words]").textContent.split("\n").join(" · ");
    field.value = (field.value.trim() ? `${field.value.trim()} ${words}` : words).slice(0, field.maxLength);
    field.focus();
    this.describe(item, field.value);
  }

  watch(item) {
    clearTimeout(item.timer);
    item.wait = Math.min((item.wait || 500) * 1.5, 8000);
    item.timer = setTimeout(() => this.ask(item), item.wait);
  }

  async ask(item) {
    if (!item.isConnected || (item.dataset.state === "ready" && !item.isBeingRead)) return;
    try {
      const answer = await fetch(`${this.dataset.upload}/${item.dataset.asset}`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        this.show(item, await answer.json());
        this.tidy();
      } else if (answer.status !== 404) this.watch(item);
    } catch {
      this.watch(item);
    }
  }

  describe(item, words) {
    const body = new URLSearchParams({ alt: words });
    fetch(`${this.dataset.upload}/${item.dataset.asset}/alt`, {
      method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": this.token }, keepalive: true,
    }).catch(() => {}); // the form carries it too
    this.changed();
  }

  refuse(item, problem, canTryAgain = false) {
    item.dataset.state = "refused";
    const said = item.querySelector("[data-problem], .field-error");
    if (said) {
      said.hidden = false;
      said.querySelector("span").textContent = item.file ? `${item.file.name}: ${problem}` : problem;
    }
    this.state(item, "");
    item.querySelector("input[name=asset_ids]")?.remove();
    const again = item.querySelector("[data-again]");
    if (again) again.hidden = !canTryAgain;
    const progress = item.querySelector("progress");
    if (progress) progress.hidden = true;
  }

  press(button, item) {
    if (!button) return;
    if (button.matches("[data-remove]")) this.remove(item);
    else if (button.matches("[data-use-words]")) this.use(item);
    else if (button.matches("[data-again]")) {
      item.querySelector("[data-problem]").hidden = button.hidden = true;
      this.queue(item);
    } else {
      const other = button.matches("[data-earlier]") ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (button.matches("[data-earlier]")) other.before(item);
      else other.after(item);
      this.moved(item);
      (button.disabled ? item.querySelector("[data-earlier]:enabled, [data-later]:enabled") : button)?.focus();
    }
  }

  remove(item) {
    this.sending.get(item)?.abort();
    this.line = this.line.filter((other) => other !== item);
    const next = item.nextElementSibling || item.previousElementSibling;
    item.remove();
    if (item.dataset.asset) fetch(`${this.dataset.upload}/${item.dataset.asset}/remove`, { method: "POST", headers: { "X-CSRFToken": this.token } }).catch(() => {});
    (next?.querySelector("[data-remove]") || this.input).focus();
    this.say(this.dataset.wordsRemoved);
    this.tidy();
  }

  drag(event, item) {
    if (event.type === "dragstart") {
      if (!item || event.target.closest("textarea")) return;
      this.dragged = item;
      item.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    } else if (event.type === "dragend") {
      this.dragged?.classList.remove("is-dragged");
      if (this.dragged) this.moved(this.dragged);
      this.dragged = null;
    } else if (event.type === "dragover") {
      event.preventDefault();
      if (this.dragged && item && item !== this.dragged) {
        const order = this.items;
        if (order.indexOf(item) > order.indexOf(this.dragged)) item.after(this.dragged);
        else item.before(this.dragged);
      }
      this.classList.toggle("is-over", !this.dragged);
    } else {
      this.classList.remove("is-over");
      if (event.type === "drop") {
        event.preventDefault();
        if (!this.dragged) this.take(event.dataTransfer.files);
      }
    }
  }

  moved(item) {
    this.tidy();
    this.say(`${this.dataset.wordsMoved} ${this.items.indexOf(item) + 1} / ${this.items.length}`);
  }

  hold(event) {
    if (!this.line.length && !this.sending.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.submitter = event.submitter;
    this.isHeld = true;
    this.say(this.dataset.wordsWait);
  }

  release() {
    if (!this.isHeld || this.line.length || this.sending.size) return;
    this.isHeld = false;
    this.form.requestSubmit(this.submitter?.isConnected ? this.submitter : null);
  }

  tidy() {
    const items = this.items;
    items.forEach((item, place) => {
      item.querySelector("[data-earlier]").disabled = place === 0;
      item.querySelector("[data-later]").disabled = place === items.length - 1;
    });
    this.classList.toggle("is-full", items.length >= Number(this.dataset.limit));
    this.classList.toggle("has-items", items.length > 0);
    this.changed();
  }

  changed() {
    this.dispatchEvent(new CustomEvent("tray:change", { bubbles: true, detail: { count: this.items.length, busy: this.sending.size + this.line.length } }));
  }

  state(item, words) {
    const said = item.querySelector("[data-said]");
    if (said) {
      said.textContent = words;
      said.hidden = !words;
    }
  }

  say(words) {
    this.querySelector("[data-status]").textContent = words;
  }

  read(text) {
    try {
      return JSON.parse(text);
    } catch {
      return {};
    }
  }

  get token() {
    const field = this.form?.querySelector("[name=csrfmiddlewaretoken]") || document.querySelector("[name=csrfmiddlewaretoken]");
    return field ? field.value : JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  }
}

customElements.define("picture-tray", PictureTray);
