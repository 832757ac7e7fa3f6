import { base, locales } from "../parts/site.js";

export const data = { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };

export function render() {
  const lines = locales.map(({ key }) => `  <sitemap><loc>${base}/sitemaps/${key}.xml</loc></sitemap>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${lines.join("\n")}
</sitemapindex>
`;
}
