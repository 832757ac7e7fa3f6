import { base, iso, locales, sections } from "../parts/site.js";

export const data = {
  pagination: { data: "locales", size: 1, alias: "locale" },
  locales,
  permalink: ({ locale }) => `/sitemaps/${locale.key}.xml`,
  eleventyExcludeFromCollections: true,
};

const line = (path, date) =>
  `  <url><loc>${base}${path}/</loc>${date ? `<lastmod>${iso(date)}</lastmod>` : ""}</url>`;

export function render({ locale, collections }) {
  const lists = ["", ...sections.map((name) => `/${name}`)].map((path) => line(locale.prefix + path));
  const stories = locale.tag === "en" ? collections.stories.map((story) => line(story.path, story.date)) : [];
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...lists, ...stories].join("\n")}
</urlset>
`;
}
