import { foot, head, top } from "../parts/chrome.js";
import { locales } from "../parts/site.js";

export const data = {
  pagination: { data: "locales", size: 1, alias: "locale" },
  locales,
  permalink: ({ locale }) => `${locale.prefix}/404.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ locale }) {
  const { phrases } = locale;
  return `<!doctype html>
<html lang="${locale.tag}" dir="${locale.dir}">
<head>
${head(locale)}
<title>${phrases.not_found} – Bench</title>
<meta name="robots" content="noindex">
</head>
<body class="not-found-page">
${top(locale, "", false)}
<header class="list-head"><h1>${phrases.not_found}</h1></header>
<p>${phrases.mistyped}</p>
<p><a href="${locale.prefix}/">${phrases.go_front}</a></p>
${foot(locale, "")}`;
}
