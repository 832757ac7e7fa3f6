// The preview's script: told of changes, it fetches the open page again and changes what differs, in place.
// Scroll, focus, what was typed and what was opened stay. It is in no published page.
"use strict";
{
  const own = document.currentScript;
  const token = own.dataset.gazetaToken;
  const cookie = own.dataset.gazetaCookie;
  let number = Number(own.dataset.gazetaNumber);
  let busy = false;
  let again = false;

  const same = (one, other) =>
    one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id || "") === (other.id || "");

  const isOurs = (node) => node.nodeType === 1 && (node.dataset?.gazetaToken || node.dataset?.gazetaOurs !== undefined);

  // What readers did to an element is theirs: `open` of details, values of fields.
  const attributes = (old, fresh) => {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !(name === "open" && old.localName === "details")) old.removeAttribute(name);
    }
    for (const { name, value } of [...fresh.attributes]) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
  };

  const morph = (old, fresh) => {
    if (old.nodeType !== 1) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    if (old.isEqualNode(fresh) || isOurs(old)) return;
    attributes(old, fresh);
    if (old.localName === "script" || old.localName === "style") {
      if (old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
      return;
    }
    children(old, fresh);
  };

  // Children are paired in order: an equal one further on is moved up, what has no pair goes or comes.
  const children = (old, fresh) => {
    let place = old.firstChild;
    const skip = () => {
      while (place && isOurs(place)) place = place.nextSibling;
    };
    for (const wanted of [...fresh.childNodes]) {
      skip();
      let found = null;
      for (let node = place, steps = 0; node && steps < 40; node = node.nextSibling, steps += 1) {
        if (!isOurs(node) && node.isEqualNode(wanted)) { found = node; break; }
      }
      if (!found && place && same(place, wanted)) found = place;
      if (!found && wanted.id) {
        for (let node = place; node; node = node.nextSibling) if (same(node, wanted)) { found = node; break; }
      }
      if (found) {
        if (found !== place) old.insertBefore(found, place);
        else place = place.nextSibling;
        morph(found, wanted);
      } else {
        old.insertBefore(document.importNode(wanted, true), place);
      }
    }
    while (place) {
      const next = place.nextSibling;
      if (!isOurs(place)) place.remove();
      place = next;
    }
  };

  const head = (fresh) => {
    const key = (node) => node.outerHTML;
    const wanted = [...fresh.children].filter((node) => !isOurs(node) && !node.src?.includes("/_gazeta/"));
    const there = new Map([...document.head.children].filter((node) => !isOurs(node)).map((node) => [key(node), node]));
    const gone = [];
    for (const [text, node] of there) if (!wanted.some((other) => key(other) === text)) gone.push(node);
    for (const node of wanted) {
      if (there.has(key(node)) || node.localName === "script") continue;
      const copy = document.importNode(node, true);
      const old = gone.find((other) => other.rel === "stylesheet" && node.rel === "stylesheet");
      if (old) {
        gone.splice(gone.indexOf(old), 1);
        for (const event of ["load", "error"]) copy.addEventListener(event, () => old.remove());
        old.after(copy); // in its place among the others; the page is never without
      } else document.head.append(copy);
    }
    for (const node of gone) if (node.localName !== "script") node.remove();
  };

  const update = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const focused = document.activeElement;
      head(fresh.head);
      attributes(document.documentElement, fresh.documentElement);
      attributes(document.body, fresh.body);
      children(document.body, fresh.body);
      // an element that was moved has lost the focus
      if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
      markLanguages();
      describe();
      dispatchEvent(new Event("pageshow"));
      document.documentElement.dataset.gazetaShown = number;
    } catch {
      // the server is gone for a moment; the stream will say when it is back
    } finally {
      busy = false;
      if (again) { again = false; update(); }
    }
  };

  // Elements of our own: they are no part of the page, and stay when it changes.
  const make = (name, attributes = {}, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) element.setAttribute(key, value);
    }
    element.append(...inside);
    return element;
  };

  let known = { words: {}, page: null, problems: 0, lang: "en" };
  const said = (name) => {
    const word = known.words[name] || { value: name, lang: "en" };
    return make("span", { lang: word.lang }, word.value);
  };

  let wrong = { errors: [], total: 0 };
  const overlay = () => {
    document.querySelector(".gz-preview-overlay")?.remove();
    if (!wrong.errors.length || location.pathname.startsWith("/_gazeta/")) return; // the desk lists them itself
    const items = wrong.errors.map((error) =>
      make("li", { lang: "en", dir: "ltr" },
        error.edit ? make("a", { href: error.edit }, error.place) : make("strong", {}, error.place),
        ` [${error.code}] ${error.message}`,
        error.excerpt ? make("pre", {}, error.excerpt) : " ",
        error.hint));
    const title = make("h2", {}, said("errors"), ` (${wrong.total})`);
    const box = make("section", { class: "gz-preview-overlay", "data-gazeta-ours": "", lang: known.lang, role: "alert" });
    box.append(title, make("ol", {}, ...items));
    document.body.append(box);
  };

  // The toolbar: for whom and as of when the page is shown, and what language each text is in.
  const at = () => document.cookie.split("; ").find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1) || "";
  const travel = (instant, href = location.href) => {
    const age = instant ? "" : "; max-age=0";
    document.cookie = `${cookie}=${instant}; path=/; samesite=strict${age}`;
    if (href === location.href) location.reload();
    else location.href = href;
  };

  const kept = (name) => sessionStorage.getItem(`gazeta-${name}`) === "1";
  const keep = (name, on) => sessionStorage.setItem(`gazeta-${name}`, on ? "1" : "");

  const markLanguages = () => {
    const root = document.documentElement;
    root.toggleAttribute("data-gazeta-languages", kept("languages"));
    const base = (tag) => (tag || "").toLowerCase().split("-")[0];
    for (const element of document.body.querySelectorAll("[lang]")) {
      const marked = kept("languages") && !element.closest("[data-gazeta-ours]");
      element.toggleAttribute("data-gazeta-foreign", marked && base(element.lang) !== base(root.lang));
    }
  };

  const check = (name, changed) => {
    const box = make("input", { type: "checkbox" });
    box.checked = kept(name);
    box.addEventListener("change", () => { keep(name, box.checked); changed(); });
    return make("label", {}, box, " ", said(name === "languages" ? "mark" : name));
  };

  const time = () => {
    const form = make("form", {});
    const field = make("input", { type: "datetime-local", id: "gz-preview-at", step: "60", required: "" });
    const current = at();
    if (current && current !== "readers") field.value = current.slice(0, 16);
    form.append(make("label", { for: "gz-preview-at" }, said("asOf")), field, make("button", {}, said("show")));
    form.addEventListener("submit", (event) => { event.preventDefault(); travel(field.value); });
    const readers = make("button", { type: "button", "aria-pressed": String(current === "readers") }, said("readers"));
    readers.addEventListener("click", () => travel("readers"));
    const back = make("button", { type: "button" }, said("present"));
    back.addEventListener("click", () => travel(""));
    return [form, make("p", {}, readers, ...(current ? [back] : []))];
  };

  const others = (page) =>
    make("ul", {}, ...page.cells.map((cell) => {
      const link = make("a", { href: cell.href, lang: cell.tag, dir: cell.dir, hreflang: cell.tag,
        "aria-current": cell.tag === page.locale ? "page" : undefined }, cell.name);
      return make("li", { class: `gz-preview-${cell.state}` }, link, " ", ...(cell.state === "translated" ? [] : [said(cell.state)]));
    }));

  const toolbar = () => {
    const old = document.querySelector(".gz-preview-bar");
    const open = old ? old.firstElementChild.open : kept("open");
    const focused = old?.contains(document.activeElement);
    if (focused && open) return; // somebody is using it
    old?.remove();
    const away = at() ? make("strong", { dir: "ltr" }, " ", at() === "readers" ? said("readers") : at()) : "";
    const problems = known.problems ? make("span", {}, " · ", said("problems"), ` ${known.problems}`) : "";
    const details = make("details", {}, make("summary", {}, said("preview"), problems, " ", away));
    details.open = open;
    details.addEventListener("toggle", () => keep("open", details.open));
    const page = known.page;
    const desk = make("a", { href: "/_gazeta/" }, said("desk"));
    const edit = page?.edit ? make("a", { href: page.edit, title: page.source }, said("edit")) : "";
    details.append(make("p", {}, desk, " ", edit), ...time(), check("languages", markLanguages), check("follow", () => {}));
    if (page) details.append(make("p", { class: "gz-preview-title" }, said("languages")), others(page));
    const bar = make("aside", { class: "gz-preview-bar", "data-gazeta-ours": "", lang: known.lang, dir: known.dir,
      "aria-label": known.words.preview?.value || "Preview" }, details);
    document.body.append(bar);
    if (focused) details.firstElementChild.focus();
  };

  const describe = async () => {
    const query = new URLSearchParams({ token, path: decodeURI(location.pathname), lang: document.documentElement.lang });
    try {
      known = await (await fetch(`/_gazeta/page?${query}`)).json();
      toolbar();
      overlay();
    } catch {
      // the server is gone for a moment
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-gazeta-at]");
    if (button) travel(button.dataset.gazetaAt, document.querySelector("header a")?.href || "/");
  });

  const follow = ({ pages }) => {
    if (!kept("follow") || location.pathname.startsWith("/_gazeta/")) return false;
    const href = pages[document.documentElement.lang] || Object.values(pages)[0];
    if (!href || decodeURI(href) === decodeURI(location.pathname)) return false;
    location.href = href;
    return true;
  };

  const stream = new EventSource(`/_gazeta/events?token=${encodeURIComponent(token)}`);
  stream.addEventListener("message", ({ data }) => {
    const news = JSON.parse(data);
    wrong = news;
    overlay();
    if (news.number !== number) {
      number = news.number;
      if (!follow(news)) update();
    }
  });
  markLanguages();
  describe();
  addEventListener("pagehide", () => stream.close());
}
