/** Check: a program's inputs → canonical inputs, or what is wrong with them. Nothing here throws for bad input. */
import { unknownMarker } from "../../menus/language";
import type { CheckResult } from "../check";
import type { Failure } from "../face";
import { formatKey, parseId, type ResourceId } from "../ids";
import { optionFailures } from "../options";
import { givenIn, strangers } from "../own-inputs";
import { hasUnknown, type Props, toPlain } from "../plain";
import { foreignChoices, inputNames, nameOf, orderedMenus } from "./declared";

const defaults: Readonly<Props> = { anchor: "bottom", foreign: "report" };

export function checkOrder(news: Readonly<Props>): CheckResult {
  const given = givenIn(news);
  const inputs: Props = { ...defaults, ...given };
  const failures = [
    ...strangers("RuleOrder", inputNames, inputs),
    ...optionFailures({ optionNames: ["router", "section", "anchor"] }, given),
    ...missing(inputs),
    ...menuFailures(inputs),
    ...foreignFailures(inputs),
  ];
  return {
    inputs: toPlain(inputs),
    failures: [...failures, ...memberFailures(inputs), ...anchorFailures(inputs)],
  };
}

function missing(inputs: Readonly<Props>): readonly Failure[] {
  const reasons = {
    menu: 'give the menu of the rules, such as "/ip/firewall/mangle"',
    section: "give the section that the rules belong to",
    members: "give the rules of the section, in the order in which they must be evaluated",
  };
  return Object.entries(reasons)
    .filter(([name]) => inputs[name] === undefined)
    .map(([property, reason]) => ({ property, reason }));
}

function menuFailures({ menu }: Readonly<Props>): readonly Failure[] {
  if (menu === undefined || menu === unknownMarker || orderedMenus.has(menu as string)) return [];
  const known = [...orderedMenus.keys()].join(", ");
  return [
    {
      property: "menu",
      reason: `the rows of ${String(menu)} have no order that means something: use ${known}`,
    },
  ];
}

function foreignFailures({ foreign }: Readonly<Props>): readonly Failure[] {
  if (foreign === unknownMarker || (foreignChoices as readonly unknown[]).includes(foreign)) return [];
  return [{ property: "foreign", reason: 'use "tolerate", "report" or "refuse"' }];
}

function memberFailures({ members, menu }: Readonly<Props>): readonly Failure[] {
  if (members === undefined || members === unknownMarker) return [];
  if (!Array.isArray(members)) return [{ property: "members", reason: "use a list of rules" }];
  if (members.length === 0) return [{ property: "members", reason: "a section needs at least one rule" }];
  const seen = new Map<string, number>();
  return members.flatMap((member: unknown, index): readonly Failure[] => {
    if (hasUnknown(member)) return [];
    const fail = (reason: string) => [{ property: `members[${index}]`, reason }];
    const id = idOf(member);
    if (!id)
      return fail(`${JSON.stringify(member)} is not the id of a rule: use the \`id\` of a rule resource`);
    if (typeof menu === "string" && menu !== unknownMarker && id.path !== menu) {
      return fail(
        `is a row of ${id.path}, but this RuleOrder is for ${menu}: make one RuleOrder for each menu`,
      );
    }
    // Two resources of one key are one row, whatever their nonces.
    const key = formatKey(id.key);
    const before = seen.get(key);
    seen.set(key, before ?? index);
    return before === undefined
      ? []
      : fail(`"${id.key.join(", ")}" is in the list already, at members[${before}]`);
  });
}

function idOf(member: unknown): ResourceId | undefined {
  try {
    return typeof member === "string" ? parseId(member) : undefined;
  } catch {
    return undefined;
  }
}

function anchorFailures({ anchor, members }: Readonly<Props>): readonly Failure[] {
  if (typeof anchor !== "object" || anchor === null || !Array.isArray(members)) return [];
  const comments = Object.values(anchor);
  const own = members.find((member) => idOf(member) && comments.includes(nameOf(member)));
  return own === undefined
    ? []
    : [
        {
          property: "anchor",
          reason: `"${nameOf(own)}" is a rule of the section itself: name one outside of it`,
        },
      ];
}
