// What an article's page shows alike in all locales, made once an article.
import { base, escape, iso, label, memoised } from "./site.js";

const EN = 'lang="en" dir="ltr"';

const question = ({ q, a }) => `<details>
    <summary ${EN}>${escape(q)}</summary>
    <div class="answer" ${EN}><p>${escape(a)}</p></div>
  </details>`;

const words = memoised((story) => story.templateContent.replace(/<[^>]*>/g, " ").split(/\s+/).filter(Boolean).length);
const minutes = (story) => Math.ceil(words(story) / 213);

function structured(story, url) {
  const { title, summary, authors, tags } = story.data;
  return JSON.stringify({
    "@type": "NewsArticle",
    "@id": `${url}#article`,
    mainEntityOfPage: url,
    headline: title,
    datePublished: iso(story.date),
    dateModified: iso(story.date),
    inLanguage: "en",
    isAccessibleForFree: true,
    author: authors.map((name) => ({ "@type": "Person", name })),
    publisher: { "@id": `${base}/#organization` },
    description: summary,
    keywords: tags,
    wordCount: words(story),
    timeRequired: `PT${minutes(story)}M`,
    articleSection: label(story.section),
  });
}

function head(story, url) {
  const [title, summary] = [escape(story.data.title), escape(story.data.summary)];
  return `<title ${EN}>${title} – Bench</title>
<meta name="description" ${EN} content="${summary}">
<meta name="robots" content="max-image-preview:large">
<link rel="canonical" href="${url}">
<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${url}">
<meta property="og:site_name" content="Bench">
<meta property="og:description" content="${summary}">
<meta property="og:locale" content="en_US">
<meta name="twitter:card" content="summary">
<meta property="article:published_time" content="${iso(story.date)}">`;
}

export const shared = memoised((story) => {
  const url = `${base}${story.path}/`;
  return {
    head: head(story, url),
    structured: structured(story, url),
    title: `<h1 ${EN}>${escape(story.data.title)}</h1>`,
    summary: `<p ${EN}>${escape(story.data.summary)}</p>`,
    body: `<div class="body" ${EN}>\n${story.templateContent}</div>`,
    topics: `<ul>${story.data.tags.map((tag) => `<li ${EN}>${escape(tag)}</li>`).join("\n")}</ul>`,
    minutes: minutes(story),
    questions: story.data.questions.map(question).join("\n"),
  };
});
