// The preview's script: told of changes, it fetches the open page again and changes what differs, in place.
// Scroll, focus, what was typed and what was opened stay. It is in no published page.
"use strict";
{
  const own = document.currentScript;
  const token = own.dataset.gazetaToken;
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
      document.head.append(copy);
    }
    // an old style sheet goes when the new one is there, so that the page is never without
    setTimeout(() => gone.forEach((node) => node.localName === "script" || node.remove()), 50);
  };

  const update = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      head(fresh.head);
      attributes(document.documentElement, fresh.documentElement);
      attributes(document.body, fresh.body);
      children(document.body, fresh.body);
      dispatchEvent(new Event("pageshow"));
      document.documentElement.dataset.gazetaShown = number;
    } catch {
      // the server is gone for a moment; the stream will say when it is back
    } finally {
      busy = false;
      if (again) { again = false; update(); }
    }
  };

  const overlay = (errors, total) => {
    document.querySelector(".gz-preview-overlay")?.remove();
    if (!errors.length) return;
    const box = document.createElement("section");
    box.className = "gz-preview-overlay";
    box.dataset.gazetaOurs = "";
    box.lang = "en";
    box.dir = "ltr";
    box.setAttribute("role", "alert");
    const title = document.createElement("h2");
    title.textContent = total === 1 ? "1 error; below is the last site without any" : `${total} errors; below is the last site without any`;
    const list = document.createElement("ol");
    for (const error of errors) {
      const item = document.createElement("li");
      const place = document.createElement("strong");
      place.textContent = `${error.place} [${error.code}] `;
      const excerpt = document.createElement("pre");
      excerpt.textContent = error.excerpt;
      item.append(place, error.message, ...(error.excerpt ? [excerpt] : [" "]), error.hint);
      list.append(item);
    }
    box.append(title, list);
    document.body.append(box);
  };

  const stream = new EventSource(`/_gazeta/events?token=${encodeURIComponent(token)}`);
  stream.addEventListener("message", ({ data }) => {
    const news = JSON.parse(data);
    overlay(news.errors, news.total);
    if (news.number !== number) {
      number = news.number;
      update();
    }
  });
  addEventListener("pagehide", () => stream.close());
}
