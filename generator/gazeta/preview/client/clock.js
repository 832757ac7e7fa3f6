// The page's scripts see the preview's instant, at which its clock stands. It is in no published page.
"use strict";
{
  const instant = Date.parse(document.currentScript.dataset.gazetaNow);
  const now = () => instant;
  globalThis.Date = new Proxy(Date, {
    get: (date, name) => (name === "now" ? now : Reflect.get(date, name)),
    construct: (date, words, made) => Reflect.construct(date, words.length ? words : [instant], made),
    apply: (date) => new date(instant).toString(),
  });
}
