import { Command } from "commander";
import { unknownLine } from "../failover/args/checks";
import { freed } from "../failover/status/order";
import { type ConnectionOptions, connectTo, withConnection } from "./connection";
import { readSite } from "./site-file";
import { type Streams, Unable, UsageError } from "./streams";

/** `maintenance`: forces a line on a running router, or frees it again. */
export function maintenanceCommand(streams: Streams): Command {
  return withConnection(
    new Command("maintenance")
      .description("forces a line while somebody works on another one, or frees the choice again (free)")
      .argument("<site>", "site file, or stack file of Pulumi")
      .argument("<line>", "name of the line to use, such as ISP2; or free"),
    streams,
  ).action(async (file: string, line: string, options: ConnectionOptions) => {
    const site = readSite(file);
    const { lines, names, strategy, interval, maintenance } = site.office;
    if (strategy.kind === "recursive")
      throw new UsageError(
        'strategy "recursive" has no controller that could be told: disable a route on the router instead',
      );
    const isFree = line === "free";
    if (!isFree && !lines.some(({ name }) => name === line))
      throw new UsageError(unknownLine({ lines }, line));
    const router = await connectTo(site, options, streams);
    try {
      const rows = (await router.rows("/system/script")) ?? [];
      const row = rows.find(({ name }) => name === names.script.maintenance);
      if (row?.[".id"] === undefined)
        throw new Unable(
          `${router.label} (${router.identity}) has no script ${names.script.maintenance}: this office is not set up on it, or with other names (pulumi up)`,
        );
      await router.set("/system/script", row[".id"], {
        source: isFree ? (maintenance === undefined ? "" : freed(maintenance)) : line,
      });
      const soon = `within ${interval / 1000} s and a round`;
      streams.out(
        isFree
          ? `${router.identity}: the choice is free again; it is made ${soon}.\n`
          : `${router.identity}: ${line} is used ${soon}, and as long as it works. "free" ends that.\n`,
      );
    } finally {
      await router.close();
    }
  });
}
