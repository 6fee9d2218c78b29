/** The program of a user who installed the packages: several kinds, outputs passed from one to the other. */
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import {
  FirewallAddressListEntry,
  FirewallMangle,
  getRouter,
  InterfaceList,
  InterfaceListMember,
  Route,
  RouterItem,
  RuleOrder,
  Script,
  unset,
} from "pulumi-routeros";

const wan = new InterfaceList("wan", { name: "WAN", comment: "Lines to the internet" });
new InterfaceListMember("wan-ether1", { list: wan.name, interface: "ether1" });

new FirewallAddressListEntry("admins", {
  list: "admins",
  address: "198.51.100.0/24",
  comment: "Head office",
});
new Route("main-route", { comment: "GW1", gateway: "192.0.2.1", distance: 1, checkGateway: unset });
new Script("hello", { name: "hello", policy: ["read"], source: ':log info "hello"' });
new RouterItem("lan", { path: "/interface/bridge", key: ["name"], properties: { name: "bridge-lan" } });

const rules = ["first", "second"].map(
  (comment, index) =>
    new FirewallMangle(comment, {
      section: "marks",
      rank: 10 * (index + 1),
      comment,
      chain: "prerouting",
      inInterfaceList: wan.name,
      action: "mark-connection",
      newConnectionMark: `from-${comment}`,
    }),
);
new RuleOrder("order", { section: "marks", rules });

/** Where a package of this project really is. */
function place(name: string): string {
  return realpathSync(dirname(require.resolve(`${name}/package.json`)));
}

export const node = process.version;
export const sdk: string = require("@pulumi/pulumi/package.json").version;
export const places = ["pulumi-routeros", "pulumi-routeros-provider"].map(place);
export const routerVersion = getRouter().then(({ version }) => version);
