// What all pages of a locale share, made once a locale; `@@` stands for the page's path.
import { assets } from "./assets.js";
import { base, label, locales, memoised, sections } from "./site.js";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; font-src 'self'; " +
  "connect-src 'self'; media-src 'self' https:; base-uri 'none'; form-action 'self'";

export const organization = {
  "@type": "NewsMediaOrganization",
  "@id": `${base}/#organization`,
  name: "Bench",
  url: `${base}/`,
};

export const head = memoised(
  ({ prefix, times }) => `<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="alternate" type="application/atom+xml" href="${prefix}/feed.xml" lang="en" dir="ltr" title="Bench">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="${assets.icon.url}">
<link rel="stylesheet" href="${assets.style.url}" integrity="${assets.style.integrity}">
<script src="${assets.script.url}" integrity="${assets.script.integrity}" defer></script>
<script type="application/json" id="gz-times">${times}</script>`,
);

function editions(tag) {
  return locales
    .map(
      (locale) =>
        `<li><a href="${locale.prefix}@@/" hreflang="${locale.tag}" lang="${locale.tag}" dir="${locale.dir}"` +
        `${locale.tag === tag ? ' aria-current="page"' : ""}>${locale.name}</a></li>`,
    )
    .join("\n");
}

const topOf = memoised(
  ({ tag, name, prefix, phrases }, article) => `<a class="skip" href="#gz-main">${phrases.skip}</a>
<header class="masthead">
  <div class="ears">
<details class="editions">
  <summary>${phrases.language}: <bdi class="current-edition">${name}</bdi></summary>
  <div class="edition-menu">
    ${article ? `<p class="label">${phrases.read_in}</p>` : ""}
    <ul class="edition-list">
${editions(tag)}
    </ul>
  </div>
</details>
  </div>
  <p class="nameplate" lang="en" dir="ltr"><a href="${prefix}/">Bench</a></p>
</header>
<nav class="sections" aria-label="${phrases.sections}">
  <ul>
    ${sections.map((name) => `<li><a href="${prefix}/${name}/" lang="en" dir="ltr">${label(name)}</a></li>`).join("\n")}
  </ul>
</nav>
<div class="sheet">
<main id="gz-main" tabindex="-1">`,
);

const footOf = memoised(
  ({ tag, prefix, phrases }) => `</main>
</div>
<footer class="foot">
  <p class="foot-name" lang="en" dir="ltr"><a href="${prefix}/">Bench</a></p>
  <nav aria-label="${phrases.about}">
    <ul>
      <li><a href="${prefix}/feed.xml" type="application/atom+xml">${phrases.feed}</a></li>
    </ul>
  </nav>
  <nav class="foot-editions" aria-label="${phrases.language}">
    <ul>
${editions(tag)}
    </ul>
  </nav>
</footer>
</body>
</html>
`,
);

export const trail = memoised(
  ({ prefix, phrases }, section) => `<nav class="breadcrumb" aria-label="${phrases.here}">
  <ol>
    <li><a href="${prefix}/">${phrases.front}</a></li>
    ${section ? `<li><a href="${prefix}/${section}/" lang="en" dir="ltr">${label(section)}</a></li>` : ""}
  </ol>
</nav>`,
);

export const crumbs = memoised(({ prefix, phrases }, section) => {
  const item = (position, name, path) => ({ "@type": "ListItem", position, name, item: `${base}${prefix}/${path}` });
  const items = [item(1, phrases.front, ""), item(2, label(section), `${section}/`)];
  return JSON.stringify({ "@type": "BreadcrumbList", itemListElement: items });
});

export const top = (locale, path, article) => topOf(locale, article).replaceAll("@@", path);
export const foot = (locale, path) => footOf(locale).replaceAll("@@", path);
