/** HTML with everything in it escaped, unless it is markup itself. */

export class Markup {
  constructor(readonly text: string) {}
}

export type Piece = Markup | string | number | false | undefined | readonly Piece[];

/** Tag of templates: `markup\`<p>${text}</p>\`` escapes `text`, for elements and for quoted attributes. */
export function markup(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(
    literals
      .map((literal, index) => `${literal}${index < pieces.length ? written(pieces[index]) : ""}`)
      .join(""),
  );
}

function written(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (piece === false || piece === undefined) return "";
  if (typeof piece === "string" || typeof piece === "number") return escaped(String(piece));
  return piece.map(written).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** JSON that can stand in a `<script>`: no text in it ends the element or begins a comment. */
export const embedded = (value: unknown): Markup =>
  new Markup(
    JSON.stringify(value)
      .replace(/</g, "\\u003c")
      .replace(/\u2028/g, "\\u2028")
      .replace(/\u2029/g, "\\u2029"),
  );
