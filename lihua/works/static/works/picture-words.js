/* <picture-words>: the words on a picture lie where they stand, unless so many stand so closely that they would cover each
   other; then, and on demand, they are a list. Without script they are a list. Escape puts them away. */
const CROWDED = 0.25; // of the lines lie on another one

class PictureWords extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.button = this.querySelector("[data-as-list]");
    this.button.hidden = false;
    this.show(false);
    this.details.addEventListener("toggle", this);
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
  }

  handleEvent(event) {
    if (event.type === "toggle") this.details.open && !this.chosen && this.show(this.isCrowded());
    else if (event.type === "click" && event.target.closest("[data-as-list]")) {
      this.chosen = true;
      this.show(this.details.classList.contains("is-laid-out"));
    } else if (event.type === "keydown" && event.key === "Escape" && this.details.open && !event.defaultPrevented) {
      event.stopPropagation();
      this.details.open = false;
      this.querySelector("summary").focus();
    }
  }

  show(asList) {
    this.details.classList.toggle("is-laid-out", !asList);
    this.button.setAttribute("aria-pressed", String(asList));
  }

  isCrowded() {
    this.show(false);
    const boxes = [...this.querySelectorAll(".picture-line:not(.has-no-place)")].map((line) => line.getBoundingClientRect());
    const covered = boxes.filter((box, place) => boxes.some((other, at) => at !== place && across(box, other) > 4 && down(box, other) > box.height * 0.4));
    return covered.length > Math.max(1, boxes.length * CROWDED);
  }
}

function across(one, other) {
  return Math.min(one.right, other.right) - Math.max(one.left, other.left);
}

function down(one, other) {
  return Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
}

customElements.define("picture-words", PictureWords);
