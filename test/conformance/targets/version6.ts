/**
 * How a person finds and writes on RouterOS 6 what the suite knows by today's names. It judges the provider, and so
 * shares nothing with it.
 */
import type { Row } from "../../../provider/menus/language";
import type { Changes, Hand } from "./target";

interface Older {
  /** Where the menu is. */
  readonly path?: string;
  /** Today's names → those of RouterOS 6. */
  readonly names?: Readonly<Record<string, string>>;
  /** A text in today's form (`null`: not set), with today's name, as it is written there. */
  write?(name: string, text: string | null): string | null;
  /** The text there (`undefined`: none) under today's name in today's form. */
  read?(name: string, text: string | undefined): string | undefined;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const menus: Readonly<Record<string, Older>> = {
  "/routing/rule": { path: "/ip/route/rule" },
  "/ip/route": {
    names: { "routing-table": "routing-mark", blackhole: "type" },
    write(name, text) {
      if (name === "blackhole") return text === null ? "unicast" : "blackhole";
      const isNothing = (name === "routing-table" && text === "main") || text === "none";
      return isNothing ? null : text;
    },
    read(name, text) {
      if (name === "blackhole") return text === "blackhole" ? "" : undefined;
      return name === "routing-table" ? (text ?? "main") : text;
    },
  },
  "/system/scheduler": {
    write(name, text) {
      const [, year, month = "", day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? "") ?? [];
      const isDate = name === "start-date" && year !== undefined;
      return isDate ? `${months[Number(month) - 1]}/${day}/${year}` : text;
    },
    read(name, text) {
      const [, month = "", day, year] = /^(\w{3})\/(\d\d)\/(\d{4})$/.exec(text ?? "") ?? [];
      const isDate = name === "start-date" && year !== undefined;
      return isDate ? `${year}-${String(months.indexOf(month) + 1).padStart(2, "0")}-${day}` : text;
    },
  },
  "/tool/netwatch": {
    // There is no unset: what a person wants as usual is written.
    write: (name, text) => text ?? { interval: "10s", timeout: "3s" }[name] ?? "",
  },
};

/** The path of a menu on RouterOS 6, or undefined where a command has none of ours. */
export const pathOn6 = (path: string): string => menus[path]?.path ?? path;

/** Today's name of a property that RouterOS 6 calls `name`. */
export function nameToday(path: string, name: string): string {
  const [, bang = "", bare = ""] = /^(!?)(.*)$/.exec(name) ?? [];
  const today = Object.entries(menus[path]?.names ?? {}).find(([, older]) => older === bare)?.[0];
  return `${bang}${today ?? bare}`;
}

/** A person who thinks in today's names, at a router of RouterOS 6. */
export function handOn6(hand: Hand): Hand {
  return {
    print: async (path) => (await hand.print(pathOn6(path))).map((row) => rowToday(path, row)),
    add: (path, properties) => {
      const texts = Object.entries(changesOn6(path, properties)).filter(([, text]) => text !== null);
      return hand.add(pathOn6(path), Object.fromEntries(texts) as Record<string, string>);
    },
    set: (path, id, changes) => hand.set(pathOn6(path), id, changesOn6(path, changes)),
    remove: (path, id) => hand.remove(pathOn6(path), id),
  };
}

function changesOn6(path: string, changes: Changes): Changes {
  const { names = {}, write } = menus[path] ?? {};
  return Object.fromEntries(
    Object.entries(changes).map(([name, text]) => [names[name] ?? name, write ? write(name, text) : text]),
  );
}

function rowToday(path: string, row: Row): Row {
  const { names = {}, read } = menus[path] ?? {};
  const older = new Set(Object.values(names));
  const kept = Object.entries(row).filter(([name]) => !older.has(name));
  const renamed = Object.entries(names).map(([name, then]): [string, string | undefined] => [
    name,
    row[then],
  ]);
  const texts = [...kept, ...renamed].map(([name, text]) => [name, read ? read(name, text) : text]);
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined));
}
