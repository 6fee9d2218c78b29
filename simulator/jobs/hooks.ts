/** Scripts that events of the network start: DHCP client, PPP profile, netwatch. */
import type { HookJob } from "../config/environment";
import { systemUser } from "../config/sessions";
import type { RunOptions } from "../script";
import { typedProperty } from "../script/host/properties";
import { Id, type Value } from "../script/values/value";
import type { Launcher, Starter } from "./launch";

/** All that hooks and netwatch are allowed (manual); a script that wants more is refused. */
const policies: ReadonlySet<string> = new Set(["read", "write", "test", "reboot"]);

const starters: Readonly<Record<HookJob["by"], Starter>> = {
  "dhcp-client": "dhcp",
  "ppp-profile": "ppp",
  netwatch: "netwatch",
};

/** They run as the router itself: its globals are not those of users, and so not those of their schedulers. */
export const hookRunner =
  (launch: Launcher) =>
  ({ by, row, source, variables }: HookJob): void =>
    launch({
      by: starters[by],
      origin: `${by}:${row}`,
      event: source,
      user: systemUser,
      policies,
      variables: typed(variables),
      allowed: true,
    });

/** RouterOS gives numbers, times and addresses as such, and the interface of a PPP hook as an id. */
function typed(variables: Readonly<Record<string, string>>): RunOptions["variables"] {
  return new Map(
    Object.entries(variables).map(([name, text]): [string, Value] => [
      name,
      /^\*[0-9A-F]+$/.test(text) ? new Id(text) : typedProperty(undefined, name, text),
    ]),
  );
}
