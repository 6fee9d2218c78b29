/** What of the router a ScriptRun looks at. Nothing here is ever managed. */
import { menus } from "../../menus";
import { text } from "../../menus/codecs";
import type { Menu } from "../../menus/language";

const read = { codec: text, unset: "never" } as const;
const looked = { kind: "ScriptRun", reach: "none", foreignFlags: [] } as const;

/** The scripts. What one of them does when it runs may cut us off. */
export const scripts: Menu = { ...menus.Script, kind: "ScriptRun", reach: "access" };

/** Scripts that run now; `script` is the name, which code of a scheduler entry or hook has not. */
export const jobs: Menu = {
  ...looked,
  path: "/system/script/job",
  key: { by: "properties", names: ["script"] },
  properties: { script: read },
};

/** The newest lines of the log that RouterOS keeps in memory, the oldest first. */
export const log: Menu = {
  ...looked,
  path: "/log",
  key: { by: "properties", names: ["message"] },
  properties: { message: read },
};
