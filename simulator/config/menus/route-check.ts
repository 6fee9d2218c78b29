/** `/ip/route/check` (7.18): which way a packet would take. */
import { isIPv4 } from "node:net";
import type { CommandHandler } from "../behaviour";
import { argumentsOf } from "../commands/arguments";
import { fail, missingArguments, notSimulated, unknownParameter } from "../errors";
import { project } from "../printing";
import { parseDuration } from "../time";

const understood = new Set([
  "dst-ip",
  "src-ip",
  "once",
  "duration",
  "interval",
  "proplist",
  ".proplist",
  "as-value",
]);

/** The words of `status` are not established. */
export const checkRoute: CommandHandler = async ({ router, menu, request, output }) => {
  for (const [name] of request.arguments) {
    if (understood.has(name)) continue;
    if (menu.schema.argumentsOf.get("check")?.has(name) === true)
      throw notSimulated(`the argument ${name} of check`);
    throw unknownParameter(router.major, name);
  }
  const { network } = router;
  if (network === undefined) throw notSimulated("/ip/route/check without a network");
  const given = argumentsOf(request);
  const destination = given.get("dst-ip");
  if (destination === undefined) throw missingArguments(["dst-ip"]);
  const source = given.get("src-ip");
  for (const [name, text] of [
    ["dst-ip", destination],
    ["src-ip", source],
  ] as const) {
    if (text !== undefined && !isIPv4(text)) throw fail(`invalid value for argument ${name}`);
  }
  const names = (given.get(".proplist") ?? given.get("proplist"))?.split(",");
  const interval = parseDuration(given.get("interval") ?? "1s") ?? 1;
  const duration = parseDuration(given.get("duration") ?? "");
  const end = given.has("once") ? 0 : (duration ?? Number.POSITIVE_INFINITY);
  for (let elapsed = 0; ; elapsed += interval) {
    const way = network.route(destination, source);
    output.row(project(way === undefined ? { status: "unreachable" } : { status: "ok", ...way }, names));
    if (elapsed + interval > end) return { returnsRows: true };
    await router.clock.sleep(interval * 1000, output.signal);
  }
};
