// The front page, a section's page, and their older pages.
import { card } from "../parts/card.js";
import { crumbs, foot, head, organization, top, trail } from "../parts/chrome.js";
import { base, fill, label, locales, sections } from "../parts/site.js";

export const data = {
  pagination: { data: "collections.lists", size: 1, alias: "list" },
  permalink: ({ list }) => `${address(list, list.number)}index.html`,
  eleventyExcludeFromCollections: true,
};

const path = ({ section }) => (section ? `/${section}` : "");
const address = (list, number) => `${list.locale.prefix}${path(list)}/${number > 1 ? `page/${number}/` : ""}`;

function alternates(list) {
  if (list.number > 1) return "";
  const link = (code, prefix) => `<link rel="alternate" hreflang="${code}" href="${base}${prefix}${path(list)}/">`;
  return [...locales.map(({ tag, prefix }) => link(tag, prefix)), link("x-default", "")].join("\n");
}

function pager(list) {
  const { number, pages } = list;
  const { phrases } = list.locale;
  if (pages === 1) return "";
  return `<nav class="pager" aria-label="${phrases.pages}">
  ${number > 1 ? `<a class="newer" href="${address(list, number - 1)}" rel="prev">${phrases.newer}</a>` : ""}
  ${number < pages ? `<a class="older" href="${address(list, number + 1)}" rel="next">${phrases.older}</a>` : ""}
</nav>`;
}

function kicker({ locale, section }, story) {
  if (section) return "";
  const url = `${locale.prefix}/${story.section}/`;
  return `<p class="kicker"><a href="${url}" lang="en" dir="ltr">${label(story.section)}</a></p>`;
}

function block(locale, section, stories) {
  const shown = stories.filter((story) => story.section === section).slice(0, 4);
  return `<section class="block" aria-labelledby="gz-block-${section}">
  <h2 id="gz-block-${section}" class="rubric" lang="en" dir="ltr">${label(section)}</h2>
  <div class="grid">
    ${shown.map((story) => card(locale, story)).join("\n")}
  </div>
  <p class="more"><a href="${locale.prefix}/${section}/">${fill(locale.phrases.more, label(section))}</a></p>
</section>`;
}

function structured({ locale, section, number }) {
  const graph = [JSON.stringify(organization)];
  const publisher = { "@id": organization["@id"] };
  const site = { "@type": "WebSite", name: "Bench", url: `${base}${locale.prefix}/`, inLanguage: locale.tag, publisher };
  if (section) graph.unshift(crumbs(locale, section));
  else if (number === 1) graph.unshift(JSON.stringify(site));
  return graph.join(",");
}

const onFront = ({ section, number }) => !section && number === 1;

export function render({ list, collections }) {
  const { locale, number, section } = list;
  const { phrases } = locale;
  const title = section ? label(section) : phrases.latest;
  const url = base + address(list, number);
  return `<!doctype html>
<html lang="${locale.tag}" dir="${locale.dir}">
<head>
${head(locale)}
<title>${title} – Bench</title>
<meta name="robots" content="max-image-preview:large">
<link rel="canonical" href="${url}">
${alternates(list)}
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${url}">
<meta property="og:site_name" content="Bench">
<meta property="og:locale" content="${locale.tag.replace("-", "_")}">
<meta name="twitter:card" content="summary">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[${structured(list)}]}</script>
</head>
<body class="list-page">
${top(locale, path(list), false)}
${onFront(list) ? "" : trail(locale, section)}
<header class="list-head">
  <h1>${title}</h1>
  ${number > 1 ? `<p class="label">${fill(phrases.page, number)}</p>` : ""}
</header>
<div class="rows">
  ${list.stories.map((story) => kicker(list, story) + card(locale, story)).join("\n")}
</div>
${pager(list)}
${onFront(list) ? sections.map((name) => block(locale, name, collections.stories)).join("\n") : ""}
${foot(locale, path(list))}`;
}
