/** A console: lines typed one after the other, in a current menu. */
import type { Caller } from "../../config/contract";
import type { RouterConfiguration } from "../../config/plane";
import { failureText, runParsed } from "../run/script";
import { textOf } from "../syntax/bytes";
import { ParseFailure } from "../syntax/failure";
import { parseScript } from "../syntax/parse";
import type { Script } from "../syntax/tree";
import type { Scripts } from "./script-plane";

export interface Console {
  /** `[admin@MikroTik] /ip/route> `; while braces are open `{... `. */
  readonly prompt: string;
  /** Takes a line; resolves when what it completed has run. What it printed, and errors, went to `write`. */
  line(text: string): Promise<void>;
  /** Ends what is running. */
  interrupt(): void;
}

/**
 * A console of a logged-in user. Each line is a scope of its own; globals are there without `:global`, as at a real
 * console.
 */
export function openConsole(
  plane: RouterConfiguration,
  scripts: Scripts,
  caller: Caller,
  write: (line: string) => void,
): Console {
  let menu = "";
  let open = "";
  let running = new AbortController();

  const run = async (script: Script) => {
    running = new AbortController();
    const host = scripts.host({ caller, signal: running.signal, put: write, type: "login" });
    await runParsed(script, host, (top) => {
      for (const variable of host.globals.all()) top.bind(variable.name, variable);
    });
    menu = script.menu;
  };

  return {
    get prompt() {
      if (open !== "") return "{... ";
      const [identity] = plane.hand.print("/system/identity");
      const shown = plane.version.startsWith("6.") ? menu.slice(1).replaceAll("/", " ") : menu;
      return `[${caller.user}@${identity?.name}] ${menu === "" ? "" : plane.version.startsWith("6.") ? `/${shown}` : shown}> `;
    },
    line: async (text) => {
      const source = `${open}${text}`;
      open = "";
      try {
        const globals = scripts.host({ caller, signal: running.signal }).globals.all();
        await run(
          parseScript(source, { version: plane.version, menu, declared: globals.map(({ name }) => name) }),
        );
      } catch (error) {
        if (error instanceof ParseFailure && error.reason.startsWith("missing closing")) {
          open = `${source}\n`;
          return;
        }
        const words = failureText(error);
        if (words === undefined) throw error;
        write(textOf(words));
      }
    },
    interrupt: () => {
      open = "";
      running.abort();
    },
  };
}
