import { Command, Option } from "commander";
import { planDualWan } from "../failover/plan";
import { shown, summary, toRsc, toTable } from "../failover/render";
import { readSite } from "./site-file";
import { type Streams, UsageError } from "./streams";

interface Options {
  readonly format: "table" | "rsc" | "json";
  readonly dialect?: "6" | "7";
  readonly showSensitive: boolean;
}

/** `plan`: what would be put on a router, without one. */
export function planCommand({ out, width }: Streams): Command {
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
    .option(
      "--show-sensitive",
      "passwords and tokens, too: a file of --format rsc needs them to be imported",
      false,
    )
    .action((file: string, { format, dialect, showSensitive }: Options) => {
      const { office, encrypted } = readSite(file, dialect === undefined ? {} : { dialect: Number(dialect) });
      if (showSensitive && format !== "rsc")
        throw new UsageError("--show-sensitive is for --format rsc: the other formats show no secrets");
      if (showSensitive && encrypted)
        throw new UsageError(
          `${file} holds secrets that only Pulumi can read: write them into a site file of your own to show them`,
        );
      const plan = planDualWan(office);
      switch (format) {
        case "table":
          return out(toTable(office, plan, { width }));
        case "rsc":
          return out(toRsc(office, plan, { showSensitive }));
        case "json":
          return out(
            `${JSON.stringify({ steps: shown(office, plan), summary: summary(office, plan) }, null, 2)}\n`,
          );
      }
    });
}
