// Articles are Markdown without a template language, rendered once each; pages are made from them, locale by locale.
import { locales, sections } from "./parts/site.js";
import { assets } from "./parts/assets.js";

const PER_PAGE = 12;

export default function (config) {
  config.setQuietMode(true);
  config.amendLibrary("md", (markdown) => markdown.use(headingIds));
  config.addPassthroughCopy("robots.txt");
  for (const asset of Object.values(assets)) config.addPassthroughCopy({ [asset.source]: asset.url });
  config.addCollection("stories", (all) => inOrder(all));
  config.addCollection("editions", (all) => across(inOrder(all)));
  config.addCollection("lists", (all) => lists(inOrder(all)));
  return {
    dir: { input: ".", includes: "parts", output: "public" },
    templateFormats: ["md", "11ty.js"],
    markdownTemplateEngine: false,
  };
}

function headingIds(markdown) {
  markdown.core.ruler.push("heading_ids", (state) => {
    for (const [index, token] of state.tokens.entries()) {
      if (token.type !== "heading_open") continue;
      const text = state.tokens[index + 1].content;
      token.attrSet("id", text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"));
    }
  });
}

let ordered;

/** The newest first; each knows its section and what its section published just before it. */
function inOrder(all) {
  if (ordered) return ordered;
  ordered = all.getFilteredByGlob("content/**/*.md").sort((one, other) => other.date - one.date);
  for (const name of sections) {
    const members = ordered.filter((story) => story.filePathStem.startsWith(`/content/${name}/`));
    for (const [index, story] of members.entries()) {
      story.section = name;
      story.path = story.filePathStem.replace("/content", "");
      story.before = members.slice(index + 1, index + 4);
    }
  }
  return ordered;
}

function across(stories) {
  return locales.flatMap((locale) => stories.map((story) => ({ locale, story })));
}

/** The front page's and each section's list, and their older pages, in each locale. */
function lists(stories) {
  const found = [];
  for (const locale of locales) {
    for (const section of ["", ...sections]) {
      const members = section ? stories.filter((story) => story.section === section) : stories;
      const pages = Math.max(1, Math.ceil(members.length / PER_PAGE));
      for (let number = 1; number <= pages; number++) {
        const shown = members.slice((number - 1) * PER_PAGE, number * PER_PAGE);
        found.push({ locale, section, number, pages, stories: shown });
      }
    }
  }
  return found;
}
