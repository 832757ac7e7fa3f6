// What the whole site shares: its locales with their phrases, its sections, its clock.
import { readFileSync } from "node:fs";

export const locales = JSON.parse(readFileSync("locales.json", "utf8"));
export const sections = ["culture", "markets", "policy", "technology", "world"];
export const base = "https://bench.example.org";
export const now = new Date(process.env.BENCH_NOW);

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]);
export const label = (section) => section[0].toUpperCase() + section.slice(1);
export const iso = (date) => date.toISOString().slice(0, 19) + "+00:00";

/** A function's results, kept by the first argument and then by the second, if there is one. */
export function memoised(make) {
  const kept = new Map();
  return (one, other) => {
    if (!kept.has(one)) kept.set(one, new Map());
    const row = kept.get(one);
    if (!row.has(other)) row.set(other, make(one, other));
    return row.get(other);
  };
}

/** `text` with the values in place of its `%s`. */
export function fill(text, ...values) {
  return text.replace(/%s/g, () => values.shift());
}
