/* Answering and translating in place: fields that grow, a refusal that comes back with its words, the way to send by
   keyboard, and an answer that is kept in the browser until it is sent. */
const KEPT = "lihua:kept:";

document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = new URL(event.detail.xhr.responseURL || location.href, location.href);
  if (answered.pathname.startsWith("/account/login")) {
    // Not signed in, or no more: the whole page goes there, and comes back here.
    event.detail.shouldSwap = false;
    location.assign(`${answered.pathname}?next=${encodeURIComponent(location.pathname + location.search)}`);
    return;
  }
  if (event.detail.xhr.status !== 422) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.(".reply-form, .translate-form");
  if (form) form.requestSubmit();
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-keep]");
  if (form && event.target.name === "body") keep(form.dataset.keep, event.target.value);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("[data-keep]");
  if (form && event.detail.successful && event.detail.requestConfig?.verb === "post") keep(form.dataset.keep, "");
});

document.addEventListener("htmx:load", (event) => restore(event.target));
restore(document);

function keep(name, words) {
  try {
    if (words.trim()) sessionStorage.setItem(KEPT + name, words);
    else sessionStorage.removeItem(KEPT + name);
  } catch {
    /* a browser that keeps nothing */
  }
}

function restore(root) {
  for (const form of root.querySelectorAll?.("[data-keep]") ?? []) {
    const field = form.querySelector("[name=body]");
    try {
      if (field && !field.value) field.value = sessionStorage.getItem(KEPT + form.dataset.keep) ?? "";
    } catch {
      /* a browser that keeps nothing */
    }
  }
}
