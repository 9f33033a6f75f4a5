/* <device-translation data-into data-auto>: sentences that nobody translated, put into the reader's language by the
   browser's own Translator where it has one. On this device, for this reader: nothing of it is sent anywhere. */
const CODES = { "zh-Hans": "zh", "zh-Hant": "zh-Hant" };
const LONGEST = 4; // times as long as the original: more is no translation

const code = (tag) => CODES[tag] ?? tag;

class DeviceTranslation extends HTMLElement {
  connectedCallback() {
    if ("Translator" in self) this.offer();
  }

  get sentences() {
    const frame = this.closest("[data-aided]") ?? document;
    return [...frame.querySelectorAll(".sentence.is-alone[lang], .work-title.is-alone[lang]")];
  }

  async offer() {
    const pairs = new Map();
    for (const tag of new Set(this.sentences.map((one) => one.lang))) pairs.set(tag, await this.availability(tag));
    const possible = [...pairs.values()].filter((one) => one !== "unavailable");
    if (!possible.length || !this.isConnected) return;
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => this.translate());
    // What must be fetched first is fetched only when somebody asks for it.
    if ("auto" in this.dataset && possible.every((one) => one === "available")) this.translate();
  }

  async availability(tag) {
    try {
      return await self.Translator.availability({ sourceLanguage: code(tag), targetLanguage: code(this.dataset.into) });
    } catch {
      return "unavailable";
    }
  }

  async translate() {
    const button = this.querySelector("button");
    button.disabled = true;
    let made = 0;
    const wanted = Map.groupBy ? Map.groupBy(this.sentences, (one) => one.lang) : grouped(this.sentences);
    for (const [tag, sentences] of wanted) {
      try {
        const translator = await self.Translator.create({ sourceLanguage: code(tag), targetLanguage: code(this.dataset.into) });
        for (const sentence of sentences) made += this.put(sentence, await translator.translate(words(sentence)));
        translator.destroy?.();
      } catch {
        // the browser has not got this pair, or gave up: the originals stay
      }
    }
    button.disabled = false;
    button.hidden = made > 0;
    this.querySelector(made ? ".is-made" : ".is-failed").hidden = false;
    if (made) this.querySelector(".is-failed").hidden = true;
  }

  put(sentence, text) {
    const said = String(text ?? "").trim();
    const original = words(sentence);
    if (!said || said === original || said.length > LONGEST * original.length + 200 || !sentence.isConnected) return 0;
    const translation = document.createElement("span");
    translation.className = "translation on-device";
    translation.lang = this.dataset.into;
    translation.dir = "auto";
    translation.textContent = `${said} `;
    const before = document.createElement("span");
    for (const name of ["lang", "dir", "data-sentence"]) if (sentence.hasAttribute(name)) before.setAttribute(name, sentence.getAttribute(name));
    before.className = "original source";
    before.append(...sentence.childNodes);
    sentence.classList.remove("is-alone");
    for (const name of ["lang", "dir", "data-sentence"]) sentence.removeAttribute(name);
    sentence.append(translation, before);
    return 1;
  }
}

/* The words as they were written: without the readings above them. */
function words(element) {
  const copy = element.cloneNode(true);
  for (const reading of copy.querySelectorAll("rt, rp")) reading.remove();
  return copy.textContent.trim();
}

function grouped(sentences) {
  const found = new Map();
  for (const one of sentences) found.set(one.lang, [...(found.get(one.lang) ?? []), one]);
  return found;
}

customElements.define("device-translation", DeviceTranslation);
