// The theme's files under names that carry a digest, with what a browser checks them by.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

function asset(name) {
  const source = `assets/${name}`;
  const digest = createHash("sha384").update(readFileSync(source)).digest();
  const [stem, kind] = name.split(".");
  const url = `/assets/${stem}.${digest.toString("hex").slice(0, 8)}.${kind}`;
  return { source, url, integrity: `sha384-${digest.toString("base64")}` };
}

export const assets = {
  icon: asset("icon.svg"),
  style: asset("broadsheet.css"),
  script: asset("broadsheet.js"),
};
