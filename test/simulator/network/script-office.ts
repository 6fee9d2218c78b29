/** The office of two lines with a router that runs scripts. */
import type { Caller, RouterOsVersion } from "../../../simulator/config/contract";
import type { NetworkOptions } from "../../../simulator/network";
import { failureText, installScripts } from "../../../simulator/script";
import { textOf } from "../../../simulator/script/syntax/bytes";
import { type Office, office, twoLines } from "./office";

export interface ScriptOffice extends Office {
  /** Runs a script while the clock goes on as far as it has to; what it printed, and RouterOS's words if it failed. */
  script(
    source: string,
    policies?: readonly string[],
  ): Promise<{ readonly out: string[]; readonly error?: string; readonly took: number }>;
}

const everything = ["read", "write", "test", "ftp", "policy", "sensitive", "reboot"];

/** Both lines are up. */
export async function scriptOffice(
  options: Partial<Omit<NetworkOptions, "router">> = {},
  version: RouterOsVersion = "7.21.5",
): Promise<ScriptOffice> {
  const made = twoLines(office(options, version));
  const scripts = installScripts(made.router);
  await made.network.run("3s");
  const { clock } = made;
  return {
    ...made,
    script: async (source, policies = everything) => {
      const caller: Caller = {
        ...{ id: 90, user: "admin", via: "script", address: "" },
        policies: new Set(policies),
      };
      const out: string[] = [];
      const { signal } = new AbortController();
      const begun = clock.now();
      let ended: { error?: string } | undefined;
      let over = begun;
      scripts
        .job(source, { caller, signal, put: (line) => void out.push(line) })
        .then(
          () => ({}),
          (error: unknown) => {
            const text = failureText(error);
            if (text === undefined) throw error;
            return { error: textOf(text) };
          },
        )
        .then((outcome) => {
          ended = outcome;
          over = clock.now();
        });
      for (let step = 0; ended === undefined && step < 60_000; step++)
        await clock.advance(step === 0 ? 0 : 10);
      if (ended === undefined) throw new Error("the script does not end");
      return { out, took: over - begun, ...ended };
    },
  };
}
