/* <aid-switch>: readings above the words, and Chinese in the script one prefers. The texts that are open are written
   anew where they stand; what somebody is typing stays. Without script its links do the same for one page. */
const YEAR = 31536000;

class AidSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  handleEvent(event) {
    const link = event.target.closest("[data-cookie]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { cookie, value } = link.dataset;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
    const address = new URL(location.href);
    address.searchParams.delete(cookie.replace("lihua_", "")); // what the address says would win over the cookie
    history.replaceState(history.state, "", address);
    writeAnew(this.closest("[data-aided]"), cookie);
  }
}

async function writeAnew(frame, cookie) {
  frame.setAttribute("aria-busy", "true");
  try {
    const page = await fetched(frame.dataset.aided);
    const later = [];
    for (const old of frame.querySelectorAll("[id^='reading-']")) {
      const anew = page.getElementById(old.id);
      if (anew) put(anew, old);
      else later.push(old); // an answer that was asked for after the page
    }
    if (page.getElementById("aids-of-answers")) put(page.getElementById("aids-of-answers"), frame.querySelector("#aids-of-answers"));
    frame.querySelector(`aid-switch [data-cookie="${cookie}"]`)?.focus({ preventScroll: true });
    for (const old of later) {
      const one = await fetched(`/works/${old.id.replace("reading-", "")}/reading?as=comment`);
      if (one.getElementById(old.id)) put(one.getElementById(old.id), old);
    }
  } finally {
    frame.removeAttribute("aria-busy");
  }
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  return new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
}

function put(anew, old) {
  const node = document.importNode(anew, true);
  old?.replaceWith(node);
  htmx.process(node);
}

customElements.define("aid-switch", AidSwitch);
