import type { Properties, RouterConfiguration } from "../config";

/** The one menu whose rows no command can add. */
const connections = "/ip/firewall/connection";

/** How the n-th row of a menu looks that no configuration of ours put there. */
const looks: Readonly<Record<string, (n: number, plane: RouterConfiguration) => Properties>> = {
  "/ip/firewall/address-list": (n) => ({ list: "foreign", address: addressNumber(n) }),
  [connections]: (n, { version }) => {
    const source = [addressNumber(n), "40000"];
    const destination = ["192.0.2.1", "443"];
    // In v6 the port is part of the address.
    const end = (prefix: string, [address = "", port = ""]: readonly string[]): Properties =>
      version.startsWith("6.")
        ? { [`${prefix}-address`]: `${address}:${port}` }
        : { [`${prefix}-address`]: address, [`${prefix}-port`]: port };
    return {
      ...{ dynamic: "true", protocol: "tcp", "tcp-state": "established", timeout: "23h59m59s" },
      ...{ ...end("src", source), ...end("dst", destination) },
      ...{ ...end("reply-src", destination), ...end("reply-dst", source) },
    };
  },
  "/ip/firewall/filter": (n) => ({
    chain: "forward",
    action: "passthrough",
    "dst-address": addressNumber(n),
  }),
  "/ip/firewall/mangle": (n) => ({
    chain: "forward",
    action: "passthrough",
    "dst-address": addressNumber(n),
  }),
  "/ip/firewall/nat": (n) => ({ chain: "dstnat", action: "passthrough", "dst-address": addressNumber(n) }),
  "/ip/route": (n) => ({ "dst-address": `${addressNumber(n)}/32`, gateway: "192.0.2.1" }),
};

/** Menus that can be filled with foreign rows. */
export const foreignMenus: readonly string[] = Object.keys(looks);

/** Most rows of one menu: every one has an address of its own in 10.0.0.0/8. */
export const mostForeignRows = 2 ** 24 - 2;

/** Adds `count` dynamic rows to a menu of `foreignMenus`, as other software on a busy router does. */
export function addForeignRows(plane: RouterConfiguration, menu: string, count: number): void {
  const look = looks[menu];
  if (!look) throw new Error(`no foreign rows for ${menu}; menus that have them: ${foreignMenus.join(", ")}`);
  for (let n = 1; n <= count; n += 1) {
    if (menu === connections) plane.hand.put(menu, look(n, plane));
    else plane.hand.add(menu, look(n, plane), { dynamic: true });
  }
}

function addressNumber(n: number): string {
  return `10.${(n >> 16) & 0xff}.${(n >> 8) & 0xff}.${n & 0xff}`;
}
