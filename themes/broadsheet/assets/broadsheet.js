// The page's only script: relative times, lists loaded from fragments, and answers opened for print.
// It speaks no language: every word comes from the table that the build wrote into the page.
"use strict";
{
  const source = document.getElementById("gz-times");
  const table = source && JSON.parse(source.textContent);
  const digits = table?.digits && [...table.digits];
  const units = [["minute", 3600, 60], ["hour", 86400, 3600], ["day", Infinity, 86400]];

  // Always by floor, as in gazeta.pages.reader.age_of; empty where a date is to stand.
  const relative = (seconds) => {
    if (seconds < 0 || seconds >= table.limit) return "";
    if (seconds < 60) return table.now;
    const [unit, , size] = units.find(([, end]) => seconds < end);
    const count = Math.floor(seconds / size);
    const kind = parseInt(table.index[count] ?? table.index.at(-1), 36);
    const number = String(count).replace(/\d/g, (digit) => (digits ? digits[digit] : digit));
    return table[unit][kind].replace("{0}", () => number);
  };

  const update = () => {
    if (!table) return;
    const now = Date.now();
    for (const stamp of document.querySelectorAll("time[data-stamp]")) {
      const label = relative(Math.floor((now - Date.parse(stamp.dateTime)) / 1000));
      const shown = stamp.querySelector(".stamp-relative");
      if (shown && shown.textContent !== label) shown.textContent = label;
    }
  };

  const load = async (place) => {
    const url = new URL(place.dataset.fragment, location.href);
    if (url.origin !== location.origin) return;
    try {
      const answer = await fetch(url);
      if (!answer.ok) return;
      place.innerHTML = await answer.text();
      update();
    } catch {
      // The link that stands in its place is still there.
    }
  };

  update();
  addEventListener("pageshow", update);
  document.addEventListener("visibilitychange", update);
  document.querySelectorAll("[data-fragment]").forEach(load);

  const opened = new Set();
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details:not([open])")) {
      details.open = true;
      opened.add(details);
    }
  });
  addEventListener("afterprint", () => {
    opened.forEach((details) => (details.open = false));
    opened.clear();
  });
}
