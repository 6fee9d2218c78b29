/** What a row of an ordered menu says: in an engineer's words, and what it decides about packets. */
import { type Menu, type Row, wireName } from "../../menus/language";
import { idOf } from "./anchor";

/** `"allow-guest" (*1F, chain=forward action=drop)`; without a comment just what is in parentheses. */
export function describeRule(menu: Menu, row: Row): string {
  const name = row.comment ? `"${row.comment}" ` : "";
  const texts = [...given(leading, row), conditionsOf(menu, row)].filter((text) => text !== "");
  const state = row.disabled === "true" || row.disabled === "yes" ? ["disabled"] : [];
  return `${name}(${[`${idOf(row)},`, ...texts, ...state].join(" ").replace(/,$/, "")})`;
}

/** What a rule is about comes first. */
const leading = ["chain", "action", "table"];

/** The conditions that a packet must meet, as `src-address=10.0.0.0/8 protocol=tcp`; empty: every packet of the chain. */
export function conditionsOf({ properties }: Menu, row: Row): string {
  const names = Object.keys(properties)
    .filter((name) => properties[name]?.matcher && !properties[name]?.secret)
    .map(wireName)
    .filter((name) => !leading.includes(name));
  return given(names, row).join(" ");
}

function given(names: readonly string[], row: Row): readonly string[] {
  return names.filter((name) => row[name]).map((name) => `${name}=${row[name]}`);
}

/** Whether the rule refuses what it matches. A jump may: the other chain decides. */
export function denies({ action = "" }: Row): boolean {
  return action === "jump" || denying.has(action);
}

/** `unreachable` of routing rules, `discard` of IPsec policies. */
const denying: ReadonlySet<string> = new Set(["drop", "reject", "tarpit", "unreachable", "discard"]);

/** Whether the rule ends the evaluation of its chain for what it matches and does not refuse it. A jump may. */
export function permits({ action = "", passthrough }: Row): boolean {
  if (denying.has(action)) return false;
  return !continuing.test(action) || passthrough === "no" || passthrough === "false";
}

/** Actions after which RouterOS goes on with the next rule; marks and changes of mangle only with `passthrough`. */
const continuing = /^(log|passthrough|add-(src|dst)-to-address-list|(mark|change|set|sniff|clear|strip)-.*)$/;
