/* <draft-keeper>: what is typed in the form inside stays in this browser until it is published. Pictures are kept by
   their ids: they are on the server already. A draft whose key is among data-published is done and forgotten. */
const PAUSE = 400;

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.place = `lihua:draft:${this.dataset.person}:${this.dataset.name}`;
    this.addEventListener("input", this);
    this.addEventListener("change", this);
    this.addEventListener("tray:change", this);
    this.addEventListener("submit", this);
    addEventListener("pagehide", this);
    this.begin();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    removeEventListener("pagehide", this);
  }

  begin() {
    const kept = this.read();
    if (!kept) return;
    if ((this.dataset.published ?? "").includes(kept.key)) return this.forget();
    if ("fresh" in this.dataset) return; // the page came back from the server with what was typed
    let changed = false;
    for (const [name, value] of Object.entries(kept.fields)) changed = this.fill(name, value) || changed;
    this.form.elements.key.value = kept.key;
    if (kept.pictures?.length) {
      changed = true;
      this.bringPictures(kept.pictures);
    }
    if (changed) this.say();
  }

  async bringPictures(ids) {
    const tray = this.querySelector("picture-tray");
    const list = tray?.querySelector(".tray-items");
    if (!list || list.children.length) return;
    const answer = await fetch(`${this.dataset.pictures}?ids=${ids.join(",")}`).catch(() => null);
    if (!answer?.ok) return;
    list.innerHTML = await answer.text(); // our own fragment, escaped by the server
    tray.parentNode.insertBefore(tray, tray.nextSibling); // begins anew with what is in it now
  }

  fill(name, value) {
    const field = this.form.elements[name];
    if (!field || name === "key" || name === "csrfmiddlewaretoken") return false;
    if (field instanceof RadioNodeList) {
      const before = field.value;
      field.value = value;
      return before !== value;
    }
    if (field.type === "checkbox") {
      const before = field.checked;
      field.checked = Boolean(value);
      return before !== field.checked;
    }
    if (!("value" in field) || field.type === "file" || field.type === "hidden" || field.value === value) return false;
    field.value = value;
    return Boolean(value);
  }

  say() {
    const line = this.querySelector("[data-kept]");
    if (!line) return;
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "link";
    clear.textContent = this.dataset.wordsClear;
    clear.addEventListener("click", () => {
      this.forget();
      this.gone = true;
      location.replace(location.pathname);
    });
    line.replaceChildren(`${this.dataset.wordsRestored} `, clear);
    for (const field of this.querySelectorAll("textarea")) field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  handleEvent(event) {
    if (event.type === "submit" || event.type === "pagehide") return this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  keep() {
    if (this.gone) return;
    const data = new FormData(this.form);
    const fields = {};
    for (const field of this.form.elements) {
      if (!field.name || ["file", "hidden", "submit"].includes(field.type) || field.name.startsWith("alt_")) continue;
      if (field.type === "checkbox") fields[field.name] = field.checked;
      else if (field.type === "radio") { if (field.checked) fields[field.name] = field.value; }
      else fields[field.name] = field.value;
    }
    const pictures = data.getAll("asset_ids");
    if (!fields.body?.trim() && !fields.title?.trim() && !pictures.length) return this.forget();
    try {
      localStorage.setItem(this.place, JSON.stringify({ key: this.form.elements.key.value, fields, pictures }));
    } catch {
      /* a browser that keeps nothing */
    }
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.place) ?? "null");
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.place);
    } catch {
      /* nothing was kept */
    }
  }
}

customElements.define("draft-keeper", DraftKeeper);
