/* <theme-switch>: light, dark or as the device says, without loading the page again. The form in which it stands does
   the same without script. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  handleEvent(event) {
    const button = event.target.closest("button[name=theme]");
    if (!button) return;
    event.preventDefault();
    const theme = button.value;
    const root = document.documentElement;
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    const life = theme === "auto" ? 0 : 31536000;
    document.cookie = `lihua_theme=${theme}; path=/; max-age=${life}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    for (const other of this.querySelectorAll("button[name=theme]")) other.setAttribute("aria-pressed", String(other === button));
  }
}

customElements.define("theme-switch", ThemeSwitch);
