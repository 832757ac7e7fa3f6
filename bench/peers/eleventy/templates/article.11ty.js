// An article's page: one for each article in each locale.
import { card, longDate } from "../parts/card.js";
import { crumbs, foot, head, organization, top, trail } from "../parts/chrome.js";
import { fill, iso } from "../parts/site.js";
import { shared } from "../parts/story.js";

export const data = {
  pagination: { data: "collections.editions", size: 1, alias: "edition" },
  permalink: ({ edition }) => `${edition.locale.prefix}${edition.story.path}/index.html`,
  eleventyExcludeFromCollections: true,
};

const notice = ({ tag, phrases }, path) =>
  tag === "en"
    ? ""
    : `<div class="notice" role="note">
  <p>${phrases.untranslated}</p>
  <p>${phrases.read_in}
    <a href="${path}/" hreflang="en"><bdi lang="en" dir="ltr">English</bdi></a>
  </p>
</div>`;

const related = (locale, stories) =>
  stories.length === 0
    ? ""
    : `<section class="related" aria-labelledby="gz-related">
  <h2 id="gz-related" class="rubric">${locale.phrases.related}</h2>
  <div class="grid">
    ${stories.map((story) => card(locale, story)).join("\n")}
  </div>
</section>`;

function date({ tag, phrases }, moment) {
  const stamp = iso(moment);
  const words = fill(phrases.at, longDate(tag, moment), `${stamp.slice(11, 16)} UTC`);
  return fill(phrases.published, `<time datetime="${stamp}">${words}</time>`);
}

export function render({ edition: { locale, story } }) {
  const { phrases } = locale;
  const all = shared(story);
  return `<!doctype html>
<html lang="${locale.tag}" dir="${locale.dir}">
<head>
${head(locale)}
${all.head}
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[${all.structured},${crumbs(locale, story.section)},${JSON.stringify(organization)}]}</script>
</head>
<body class="article-page">
${top(locale, story.path, true)}
${trail(locale, story.section)}
<article class="article">
  <header class="article-head">
    ${all.title}
  </header>
<div class="facts">
  <p class="credit-line">${fill(phrases.authors, `<bdi lang="en" dir="ltr">${story.data.authors.join(", ")}</bdi>`)}</p>
  <p>${date(locale, story.date)}</p>
  <p>${locale.reading[all.minutes]}</p>
</div>
  <div class="story">
    ${notice(locale, story.path)}
    <section class="summary" aria-labelledby="gz-summary">
      <h2 class="label" id="gz-summary">${phrases.summary}</h2>
      ${all.summary}
    </section>
    ${all.body}
    <section class="topics" aria-labelledby="gz-topics">
      <h2 class="label" id="gz-topics">${phrases.topics}</h2>
      ${all.topics}
    </section>
    <section class="questions" aria-labelledby="gz-questions">
      <h2 id="gz-questions" class="rubric">${phrases.questions}</h2>
      ${all.questions}
    </section>
  </div>
</article>
${related(locale, story.before)}
${foot(locale, story.path)}`;
}
