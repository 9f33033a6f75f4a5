/* <hear-it lang="zh-Hans" data-text="打散">: says it with a voice of this device. Without a voice for the language the
   button stays hidden. */
const REGIONS = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", yue: "zh-HK" };
const speech = globalThis.speechSynthesis;

class HearIt extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    if (!speech || !this.button) return;
    this.button.addEventListener("click", this);
    speech.addEventListener?.("voiceschanged", this);
    this.look();
  }

  disconnectedCallback() {
    speech?.removeEventListener?.("voiceschanged", this);
    if (this.isSpeaking) speech.cancel();
  }

  handleEvent(event) {
    if (event.type === "voiceschanged") this.look();
    else this.say();
  }

  look() {
    this.voice = voiceFor(this.lang);
    this.button.hidden = !this.voice;
  }

  say() {
    speech.cancel();
    const said = new SpeechSynthesisUtterance(this.dataset.text);
    said.voice = this.voice;
    said.lang = this.voice.lang;
    said.rate = 0.85;
    said.onend = said.onerror = () => (this.isSpeaking = false);
    this.isSpeaking = true;
    speech.speak(said);
  }
}

/* The region first, then any voice of the language; one on the device before one that asks a server. */
function voiceFor(tag) {
  const wanted = (REGIONS[tag] ?? tag).toLowerCase();
  const base = wanted.split("-")[0];
  const spoken = (voice) => voice.lang.replace("_", "-").toLowerCase();
  const voices = speech.getVoices().filter((voice) => spoken(voice).split("-")[0] === base);
  const rank = (voice) => (spoken(voice) === wanted ? 0 : 2) + (voice.localService ? 0 : 1);
  return voices.sort((one, other) => rank(one) - rank(other))[0];
}

customElements.define("hear-it", HearIt);
