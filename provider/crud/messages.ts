/** Why the engine does not do something, for the engineer who has to decide: what is there, and what to do. */
import type { Row } from "../menus/language";
import { RouterOsError } from "../session/errors";
import { words } from "../session/messages";
import { describeRow } from "./locate";
import type { Difference } from "./row";
import type { Subject } from "./writing";

export function differs(subject: Subject, row: Row, found: readonly Difference[]): RouterOsError {
  return about(
    subject,
    "exists",
    `has ${describeRow(subject.declaration.menu, row)} of ${subject.declaration.menu.path} already, and it differs: ` +
      `${found.map(({ text }) => text).join("; ")}. Nothing was changed. To take the row over and change only what ` +
      "differs, set adopt: true on the resource (or pulumi config set routeros:adopt true). If the resource was " +
      "renamed or moved in the program, give it an alias instead; else correct the declaration or the router",
  );
}

export function cannotBeChanged(subject: Subject, row: Row, found: readonly Difference[]): RouterOsError {
  return about(
    subject,
    "exists",
    `has ${describeRow(subject.declaration.menu, row)} of ${subject.declaration.menu.path} already, and RouterOS ` +
      `cannot change this in place: ${found.map(({ text }) => text).join("; ")}. Nothing was changed: remove the row ` +
      "on the router, then run Pulumi again",
  );
}

export function declaredTwice(subject: Subject, row: Row): RouterOsError {
  return about(
    subject,
    "exists",
    `has one ${describeRow(subject.declaration.menu, row)} of ${subject.declaration.menu.path}, and another resource of ` +
      "this program manages it already: two resources must not declare the same key. Nothing was changed: give one of " +
      "them another key, or remove it",
  );
}

export function ambiguousTwins(subject: Subject, rows: readonly Row[]): RouterOsError {
  const { menu } = subject.declaration;
  return about(
    subject,
    "exists",
    `has ${rows.length} rows without a comment in ${menu.path} that could be taken over: ` +
      `${rows.map((row) => describeRow(menu, row)).join(", ")}. Nothing was changed: give the right one this comment ` +
      "on the router, or remove the others, then run Pulumi again",
  );
}

export function goneAtUpdate(subject: Subject): RouterOsError {
  return about(
    subject,
    "gone",
    `has no such row in ${subject.declaration.menu.path} any more: somebody removed it since the last refresh. ` +
      "Nothing was changed: run pulumi up with --refresh, which finds that and adds the row again",
  );
}

/** What became ours without an add of ours; `changed` are the properties that differed. */
export function tookOver(
  { name, session, declaration }: Subject,
  row: Row,
  changed: readonly string[],
): string {
  const how = changed.length === 0 ? "which equals it" : `and changed ${changed.join(", ")}`;
  return (
    `${name}: took over row ${row[".id"]} of ${declaration.menu.path} on router ${session.label}, ${how}; ` +
    "pulumi destroy will remove it, unless its options have retainOnDelete"
  );
}

/** Why an add ended without a row in hand. */
export function mayExist({ declaration }: Subject, error: unknown): string {
  return (
    `${words(error)} Whether the row is in ${declaration.menu.path} is not known: run pulumi up again once the ` +
    "router answers. It finds out, and there will be one row."
  );
}

function about({ name, session }: Subject, category: "exists" | "gone", text: string): RouterOsError {
  return new RouterOsError(category, `${name}: router ${session.label} ${text}.`);
}

/** A rule that was added at the end of its menu, where another one keeps every packet from it. */
export function neverReached({ name, declaration, session }: Subject, hider: Row): string {
  return (
    `${name}: was added at the end of ${declaration.menu.path} on router ${session.label}, behind ` +
    `${describeRow(declaration.menu, hider)}, after which it is never reached. Give it a section and an anchor ` +
    '(such as "before-first-drop"), or move it'
  );
}
