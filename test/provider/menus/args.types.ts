/** Compiled, never run: what the types of the arguments take and refuse. */
import type { Args, menus } from "../../../provider/menus";
import { unset } from "../../../provider/menus/language";

type Mangle = Args<typeof menus.FirewallMangle>;
type Route = Args<typeof menus.Route>;
type Table = Args<typeof menus.RoutingTable>;
type Pppoe = Args<typeof menus.PppoeClient>;

export const mangle: Mangle = {
  chain: "prerouting",
  comment: "ISP1 mark conn",
  action: "mark-connection",
  connectionState: ["new"],
  dstAddressType: "!local",
  newConnectionMark: "from-ISP1",
  addressListTimeout: 60,
  dstPort: [80, "443"],
  connectionLimit: unset,
  passthrough: false,
};

export const routes: readonly Route[] = [
  { comment: "GW1", gateway: "192.0.2.1", distance: 1 },
  { comment: "GW2", gateway: ["192.0.2.1", "ether2"], checkGateway: unset },
  { comment: "sink", blackhole: true },
];
export const table: Table = { name: "ISP1", fib: true };
export const pppoe: Pppoe = { name: "pppoe-isp1", interface: "ether1", keepaliveTimeout: "disabled" };

// @ts-expect-error chain is required
export const withoutChain: Mangle = { comment: "x" };
// @ts-expect-error the comment is the key
export const withoutComment: Mangle = { chain: "prerouting" };
// @ts-expect-error no such action
export const wrongAction: Mangle = { chain: "prerouting", comment: "x", action: "mark_connection" };
// @ts-expect-error no such property
export const wrongName: Mangle = { chain: "prerouting", comment: "x", conectionMark: "a" };
// @ts-expect-error no such state
export const wrongWord: Mangle = { chain: "prerouting", comment: "x", connectionState: ["fresh"] };
// @ts-expect-error neither a boolean nor `unset`
export const wrongFlag: Pppoe = { name: "a", interface: "b", disabled: "no" };
// @ts-expect-error a number of seconds or `disabled`
export const wrongTimeout: Pppoe = { name: "a", interface: "b", keepaliveTimeout: "never" };
// @ts-expect-error RouterOS's own names are not taken
export const wireSpelling: Route = { comment: "x", "dst-address": "0.0.0.0/0" };
