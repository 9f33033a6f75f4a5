/* <photo-carousel>: pictures that are swiped. Without script they scroll and the dots are links; this adds the arrows,
   the keys, and shows which picture is seen. */
class PhotoCarousel extends HTMLElement {
  connectedCallback() {
    this.strip = this.querySelector(".carousel-strip");
    this.pictures = [...this.querySelectorAll(".carousel-picture")];
    this.dots = [...this.querySelectorAll(".carousel-dots a")];
    if (this.pictures.length < 2) return;
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
    this.seen = new IntersectionObserver((entries) => this.look(entries), { root: this.strip, threshold: 0.6 });
    for (const picture of this.pictures) this.seen.observe(picture);
    for (const step of this.querySelectorAll("[data-step]")) step.hidden = false;
    this.show(0);
  }

  disconnectedCallback() {
    this.seen?.disconnect();
  }

  look(entries) {
    for (const entry of entries) if (entry.isIntersecting) this.show(this.pictures.indexOf(entry.target));
  }

  show(number) {
    this.at = number;
    this.dots.forEach((dot, position) => dot.toggleAttribute("aria-current", position === number));
    for (const step of this.querySelectorAll("[data-step]")) {
      const next = number + Number(step.dataset.step);
      step.disabled = next < 0 || next >= this.pictures.length;
    }
  }

  go(number) {
    const picture = this.pictures[number];
    if (!picture) return;
    this.strip.scrollTo({ left: picture.offsetLeft - this.strip.offsetLeft, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
  }

  handleEvent(event) {
    if (event.type === "keydown") {
      const turned = getComputedStyle(this).direction === "rtl" ? -1 : 1;
      const step = { ArrowRight: turned, ArrowLeft: -turned }[event.key];
      if (!step || event.target.closest("a, button, input, textarea, summary")) return;
      event.preventDefault();
      this.go(this.at + step);
      return;
    }
    const step = event.target.closest("[data-step]");
    const dot = event.target.closest(".carousel-dots a");
    if (step) this.go(this.at + Number(step.dataset.step));
    else if (dot) {
      event.preventDefault();
      this.go(this.dots.indexOf(dot));
    }
  }
}

customElements.define("photo-carousel", PhotoCarousel);
