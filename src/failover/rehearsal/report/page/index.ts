/** A rehearsal as one file for a browser: it loads nothing and sends nothing. */
import { createHash } from "node:crypto";
import type { Rehearsal } from "../../rehearse";
import { pageData } from "./data";
import { head } from "./head";
import { embedded, Markup, markup } from "./markup";
import { matrix } from "./matrix";
import { scenarioList } from "./scenarios";
import { chartScript, ownScript } from "./scripts";
import { styles } from "./styles";

export interface HtmlOptions {
  /** When it was made, for the page's head. Default: nothing is said. */
  readonly made?: Date;
}

/**
 * The page. What comes from the site or the router is text in it, whatever it looks like; and the page's policy runs no script
 * but its own two.
 */
export function html(rehearsed: Rehearsal, { made }: HtmlOptions = {}): string {
  const rehearsal = { ...rehearsed, performances: sideBySide(rehearsed.performances) };
  const scripts = [chartScript(), ownScript()];
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(hashed).join(" ")}`,
    `style-src ${hashed(styles)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${rehearsal.site}: rehearsal</title>
<style>${new Markup(styles)}</style>
</head>
<body>
<main>
${head(rehearsal, made)}
${matrix(rehearsal)}
${scenarioList(rehearsal)}
</main>
<script type="application/json" id="data">${embedded(pageData(rehearsal))}</script>
${scripts.map((script) => markup`<script>${new Markup(script)}</script>\n`)}</body>
</html>
`;
  return page.text;
}

const hashed = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Forms of one RouterOS beside each other, and behind them what they are compared with. */
const sideBySide = (performances: Rehearsal["performances"]): Rehearsal["performances"] =>
  [...performances].sort(
    (one, other) =>
      other.variant.dialect - one.variant.dialect || Number(other.isJudged) - Number(one.isJudged),
  );
