import { styleText } from "node:util";
import Table from "cli-table3";
import { Command } from "commander";
import { planDualWan } from "../failover/plan";
import { findingsOf } from "../failover/preflight/findings";
import { wrapped } from "../failover/render";
import { readState } from "../failover/status/rows";
import { type OfficeStatus, statusOf } from "../failover/status/status";
import { type ConnectionOptions, connectTo, withConnection } from "./connection";
import { readSite } from "./site-file";
import { NotMet, type Streams } from "./streams";

/** `status`: which line an office uses, since when and why. */
export function statusCommand(streams: Streams): Command {
  return withConnection(
    new Command("status")
      .description("which line an office uses, since when and why; changes nothing")
      .argument("<site>", "site file, or stack file of Pulumi")
      .option("--json", "as JSON", false),
    streams,
  ).action(async (file: string, options: ConnectionOptions & { json: boolean }) => {
    const site = readSite(file);
    const router = await connectTo(site, options, streams);
    try {
      const state = await readState(router);
      const status = statusOf(site.office, state);
      const findings = findingsOf({ office: site.office, plan: planDualWan(site.office), state }).filter(
        ({ level, check }) => level !== "note" && !ofDeployments.has(check),
      );
      streams.out(
        options.json
          ? `${JSON.stringify({ ...status, findings }, null, 2)}\n`
          : shown(
              status,
              findings.map(({ message }) => message),
              streams.width,
            ),
      );
      if (status.lines.every(({ state }) => state === "missing"))
        throw new NotMet(`nothing of ${site.name} is on ${router.identity}.`);
    } finally {
      await router.close();
    }
  });
}

/** Checks that are about what a deployment would do, and may. */
const ofDeployments: ReadonlySet<string> = new Set(["redial", "policies"]);

const colours = {
  "in use": "green",
  ready: "white",
  "passed over": "yellow",
  down: "red",
  missing: "red",
} as const;

function shown(status: OfficeStatus, findings: readonly string[], width: number): string {
  const { router, version, active, onBackup, since, reason, switches, forced } = status;
  const head =
    active === undefined
      ? "no line of the office is in use"
      : `${active} is in use${onBackup ? ", a backup" : ""}`;
  const table = new Table({
    head: ["line", "state", "interface", "link", "address", "gateway"],
    style: { head: [], border: [] },
  });
  for (const line of status.lines)
    table.push([
      line.name,
      styleText(colours[line.state], line.state),
      line.interface,
      line.link ? "yes" : "no",
      line.address ?? "none",
      line.gateway ?? "none",
    ]);
  const facts = [
    since !== undefined && `since ${since}`,
    reason !== undefined && `because: ${reason}`,
    switches !== undefined && `${switches} ${switches === 1 ? "switch" : "switches"} since it was set up`,
    status.lines.every(({ state }) => state === "missing") &&
      "nothing of this office is on the router, or it has other names there (pulumi up)",
    forced !== undefined &&
      `${forced.line} is forced ${forced.by === "router" ? "on the router (maintenance)" : "by the site file"}`,
  ].filter((fact) => fact !== false);
  return [
    `${router}, RouterOS ${version}: ${styleText(onBackup || active === undefined ? "yellow" : "green", head)}`,
    ...facts.map((fact) => `  ${fact}`),
    table.toString(),
    ...findings.map((message) => wrapped(`! ${message}`, width)),
    "",
  ].join("\n");
}
