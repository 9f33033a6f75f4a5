/* <notice-list>: offers to show what came while the page was open. It never moves what is being read. */
class NoticeList extends HTMLElement {
  connectedCallback() {
    document.addEventListener("live:notice", this);
  }

  disconnectedCallback() {
    document.removeEventListener("live:notice", this);
  }

  handleEvent() {
    this.hidden = false;
  }
}

customElements.define("notice-list", NoticeList);
