// A linked summary of an article, made once a locale.
import { escape, fill, iso, memoised, now } from "./site.js";

const formats = memoised((tag, style) => new Intl.DateTimeFormat(tag, { dateStyle: style, timeZone: "UTC" }));
const plurals = memoised((tag) => new Intl.PluralRules(tag));
const days = memoised((tag, day) => formats(tag, "medium").format(new Date(day)));

export const longDate = (tag, date) => formats(tag, "long").format(date);

/** How long ago, in the locale's words; nothing after a week. */
function age({ tag, phrases, ages }, date) {
  const minutes = Math.floor((now - date) / 60_000);
  if (minutes >= 10_080) return "";
  if (minutes < 1) return phrases.now;
  const [unit, length] = minutes < 60 ? ["minute", 1] : minutes < 1440 ? ["hour", 60] : ["day", 1440];
  const count = Math.floor(minutes / length);
  return fill(ages[unit][plurals(tag).select(count)], count);
}

export const card = memoised(
  (locale, story) => `<article class="card">
  <div class="card-text">
    <h3 class="card-title" lang="en" dir="ltr"><a href="${locale.prefix}${story.path}/" hreflang="en">${escape(story.data.title)}</a></h3>
    <p class="card-summary" lang="en" dir="ltr">${escape(story.data.summary)}</p>
    <p class="facts-line">
  <time class="stamp" datetime="${iso(story.date)}" data-stamp><span class="stamp-relative">${age(locale, story.date)}</span> <span class="stamp-absolute">${days(locale.tag, iso(story.date).slice(0, 10))}</span></time>
  ${locale.tag === "en" ? "" : `<span class="in-language">${locale.phrases.in_language}</span>`}
</p>
  </div>
</article>`,
);
