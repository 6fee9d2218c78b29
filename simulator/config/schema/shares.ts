/** Counts where the entries of the schema come from; `docs/simulator.md` prints it. */
import { menus, version6 } from "../../data/handwritten";
import { type RouterOsVersion, routerOsVersions } from "../contract";
import { rawMenus } from "../schema";
import { byHand } from "./handwritten";
import type { Origin } from "./raw";
import { typed } from "./types";

/** The kinds of entries that are counted, one of each per menu. */
export const entryKinds = ["commands", "arguments", "value types", "defaults", "unset", "read-only"] as const;
export type EntryKind = (typeof entryKinds)[number];
export type Share = Record<Origin["kind"], number>;

/** Entries of a version by kind and origin. */
export function sharesOf(version: RouterOsVersion): ReadonlyMap<EntryKind, Share> {
  const counts = new Map(
    entryKinds.map((kind): [EntryKind, Share] => [kind, { extracted: 0, inferred: 0, handwritten: 0 }]),
  );
  const count = (kind: EntryKind, origins: Iterable<Origin>) => {
    const share = counts.get(kind);
    if (share !== undefined) for (const origin of origins) share[origin.kind] += 1;
  };
  for (const [raw, details] of rawMenus(version)) {
    count("commands", raw.commands.values());
    count("unset", raw.unset.values());
    count("read-only", raw.readOnly.values());
    for (const [name, property] of raw.properties) {
      const detail = details.properties[name];
      count("arguments", [property.origin]);
      const found = typed(property, detail, details.source, version);
      if (found !== undefined) count("value types", [found.typeOrigin]);
      if ((detail?.default ?? detail?.initial) !== undefined) count("defaults", [byHand(details.source)]);
    }
  }
  return counts;
}

const total = (share: Share) => share.extracted + share.inferred + share.handwritten;

/** The table of shares as Markdown: per version and kind `extracted / inferred / handwritten`. */
export function sharesTable(): string {
  const rows = routerOsVersions.map((version) => {
    const shares = sharesOf(version);
    const all = [...shares.values()].reduce<Share>(
      (sum, share) => ({
        extracted: sum.extracted + share.extracted,
        inferred: sum.inferred + share.inferred,
        handwritten: sum.handwritten + share.handwritten,
      }),
      { extracted: 0, inferred: 0, handwritten: 0 },
    );
    const percent = (part: number) => `${Math.round((100 * part) / total(all))} %`;
    return [
      version,
      String(total(all)),
      percent(all.extracted),
      percent(all.inferred),
      percent(all.handwritten),
      ...entryKinds.map((kind) => {
        const share = shares.get(kind) as Share;
        return `${share.extracted} / ${share.inferred} / ${share.handwritten}`;
      }),
    ];
  });
  return table([["Version", "Entries", "Extracted", "Inferred", "Handwritten", ...entryKinds], ...rows]);
}

/** The menus written by hand with their sources as Markdown. */
export function handwrittenTable(): string {
  const whole = Object.entries(menus).map(([path, menu]) => [
    `\`${path === "" ? "/" : path}\``,
    menu.since === undefined ? "all" : `from ${menu.since}`,
    menu.source,
  ]);
  const sources = new Map<string, string[]>();
  for (const [path, { source }] of Object.entries(version6)) {
    sources.set(source, [...(sources.get(source) ?? []), `\`${path}\``]);
  }
  const dialect = [...sources].map(([source, paths]) => [paths.join(" "), "6.49", source]);
  return table([["Menu", "Versions", "Source"], ...whole, ...dialect]);
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
