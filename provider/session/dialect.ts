/**
 * The one place where older forms of RouterOS are spoken: what the rest of the engine knows in today's form is said to
 * the router, and understood from it, in the form of its version. What differs is data of the menus (`older`).
 */
import type { Command, Reply } from "../client/contract";
import { type Menu, type OlderForm, type Row, wireName } from "../menus/language";
import { isBefore } from "../menus/versions";

/** How a menu is spoken to and understood. */
export interface Dialect {
  /** A command in today's form → the same in the router's. */
  command(command: Command): Command;
  /** A row as the router printed it → in today's form. */
  row(row: Row): Row;
}

/** The dialect of a router of this version, or undefined where it has the menu in today's form. Pure. */
export function dialectOf(menu: Menu, version: string): Dialect | undefined {
  const forms = formsBefore(menu, version);
  const path = menu.older && isBefore(version, menu.older.until) ? menu.older.path : menu.path;
  if (forms.size === 0 && path === menu.path) return undefined;
  return {
    command: (command) => {
      const verb = command.path.slice(command.path.lastIndexOf("/") + 1);
      const attributes = command.attributes && attributesThen(forms, command.attributes, verb);
      return { ...command, path: `${path}/${verb}`, ...(attributes && { attributes }) };
    },
    row: (row) => rowNow(forms, row),
  };
}

/** Whether any version has the menu in another form: only then the router's version has to be known to write into it. */
export function hasDialects({ older, properties }: Menu): boolean {
  return older !== undefined || Object.values(properties).some((property) => property.older !== undefined);
}

/** RouterOS's names of today → their older forms. */
type Forms = ReadonlyMap<string, OlderForm>;

function formsBefore({ properties }: Menu, version: string): Forms {
  return new Map(
    Object.entries(properties).flatMap(([name, { older }]) =>
      older && isBefore(version, older.until) ? [[wireName(name), older] as const] : [],
    ),
  );
}

const nameThen = (forms: Forms, name: string): string => forms.get(name)?.name ?? name;

function attributesThen(
  forms: Forms,
  attributes: Readonly<Record<string, string>>,
  verb: string,
): Readonly<Record<string, string>> {
  const isAdd = verb === "add";
  const said = Object.entries(attributes).map(([name, text]) => {
    if (name === ".proplist") return [name, proplistThen(forms, text)];
    const bare = name.replace(/^!/, "");
    const form = forms.get(bare);
    if (!form) return [name, text];
    const older = name === bare ? form.toOlder(text) : null;
    return older === null ? nothing(bare, form, isAdd) : [nameThen(forms, bare), older];
  });
  const filledIn = [...forms].map(([name, form]) => {
    const isGiven = attributes[name] !== undefined || form.addedAs === undefined;
    return isAdd && !isGiven ? [nameThen(forms, name), form.addedAs] : [];
  });
  return Object.fromEntries([...said, ...filledIn].filter((one) => one.length > 0));
}

/** "Not set": left out of a new row, else written as it was said then. */
function nothing(name: string, form: OlderForm, isAdd: boolean): readonly string[] {
  if (isAdd) return [];
  const older = form.name ?? name;
  return form.unsetAs === undefined ? [`!${older}`, ""] : [older, form.unsetAs];
}

function proplistThen(forms: Forms, names: string): string {
  return [...new Set(names.split(",").map((name) => nameThen(forms, name)))].join(",");
}

function rowNow(forms: Forms, row: Row): Row {
  const now: Record<string, string> = { ...row };
  for (const { name } of forms.values()) if (name !== undefined) delete now[name];
  for (const [name, form] of forms) {
    const text = form.fromOlder(row[form.name ?? name]);
    if (text === undefined) delete now[name];
    else now[name] = text;
  }
  return now;
}

/** Runs the commands of a menu in the dialect of its router. */
export type Speak = (menu: Menu, command: Command) => Promise<Reply>;

/**
 * @param send how a command of the router's own form is run
 * @param version asked for where a menu has other forms in some version, and before rows are printed
 */
export function speaking(send: (command: Command) => Promise<Reply>, version: () => Promise<string>): Speak {
  return async (menu, given) => {
    if (!hasDialects(menu) && given.attributes?.[".proplist"] === undefined) return send(given);
    const running = await version();
    const command = isBefore(running, wholeRowsUntil) ? withoutNames(given) : given;
    const dialect = dialectOf(menu, running);
    if (!dialect) return send(command);
    const reply = await send(dialect.command(command));
    return { ...reply, rows: reply.rows.map(dialect.row) };
  };
}

/** RouterOS 6 reads a `.proplist` only up to the first name that the menu has not (6.49.13): what follows would seem not set. */
const wholeRowsUntil = "7.0";

function withoutNames(command: Command): Command {
  const { attributes, ...bare } = command;
  if (attributes?.[".proplist"] === undefined) return command;
  const { ".proplist": _, ...others } = attributes;
  return Object.keys(others).length > 0 ? { ...bare, attributes: others } : bare;
}
