import { base, escape, iso, locales } from "../parts/site.js";

export const data = {
  pagination: { data: "locales", size: 1, alias: "locale" },
  locales,
  permalink: ({ locale }) => `${locale.prefix}/feed.xml`,
  eleventyExcludeFromCollections: true,
};

const entry = (locale, story) => `  <entry xml:lang="en">
    <id>tag:bench.example.org,${iso(story.date).slice(0, 10)}:${story.path}:en</id>
    <title>${escape(story.data.title)}</title>
    <link rel="alternate" type="text/html" hreflang="en" href="${base}${locale.prefix}${story.path}/"/>
    <published>${iso(story.date)}</published>
    <updated>${iso(story.date)}</updated>
    <author><name>${escape(story.data.authors[0])}</name></author>
    <summary>${escape(story.data.summary)}</summary>
${story.data.tags.map((tag) => `    <category term="${escape(tag)}"/>`).join("\n")}
  </entry>`;

export function render({ locale, collections }) {
  const home = `${base}${locale.prefix}/`;
  const shown = collections.stories.slice(0, 20);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale.tag}">
  <id>${home}feed.xml</id>
  <title>Bench</title>
  <link rel="self" type="application/atom+xml" href="${home}feed.xml"/>
  <link rel="alternate" type="text/html" hreflang="${locale.tag}" href="${home}"/>
  <updated>${iso(shown[0].date)}</updated>
  <author><name>Bench</name><uri>${home}</uri></author>
${shown.map((story) => entry(locale, story)).join("\n")}
</feed>
`;
}
