import { Command, Option } from "commander";
import { planDualWan } from "../failover/plan";
import { shown, summary, toRsc, toTable } from "../failover/render";
import { readSite } from "./site-file";
import type { Streams } from "./streams";

type Format = "table" | "rsc" | "json";

/** `plan`: what would be put on a router, without one. */
export function planCommand({ out }: Streams): Command {
  return new Command("plan")
    .description("what an office's rows would be, in order, each with its reason; asks no router")
    .argument("<site>", "site file, or stack file of Pulumi")
    .addOption(
      new Option("-f, --format <format>", "table, rsc (a file that RouterOS imports) or json")
        .choices(["table", "rsc", "json"])
        .default("table"),
    )
    .addOption(
      new Option("--dialect <version>", "RouterOS 6 or 7, over what the site says").choices(["6", "7"]),
    )
    .option("--show-sensitive", "passwords and tokens, too (rsc)", false)
    .action((file: string, options: { format: Format; dialect?: string; showSensitive: boolean }) => {
      const changes = options.dialect === undefined ? {} : { dialect: Number(options.dialect) };
      const { office } = readSite(file, changes);
      const plan = planDualWan(office);
      switch (options.format) {
        case "table":
          return out(toTable(office, plan, { width: process.stdout.columns || 120 }));
        case "rsc":
          return out(toRsc(office, plan, { showSensitive: options.showSensitive }));
        case "json":
          return out(
            `${JSON.stringify({ steps: shown(office, plan), summary: summary(office, plan) }, null, 2)}\n`,
          );
      }
    });
}
