/** `/ip/route`: static, connected, dhcp, pppoe and lte routes, and which of them are in use. */
import type { Behaviours, Router } from "../behaviour";
import { link } from "../references";
import { firstId } from "../store/ids";
import { isDisabled, type Row, type Words } from "../store/row";
import type { DerivedRow } from "../store/store";
import { activeAddresses } from "./addresses";
import { leaseOf } from "./dhcp";
import { lteAddress, lteRouteDistance } from "./lte";
import { lengthOf, networkOf } from "./networks";
import { pppoeAddress } from "./pppoe";
import { checkRoute } from "./route-check";
import { routeStates } from "./route-state";

const path = "/ip/route";

function derived(key: string, values: Words, facts: Words): DerivedRow {
  return { key, menu: path, values, facts: { dynamic: "true", ...facts } };
}

function connectedRoutes(router: Router): DerivedRow[] {
  return activeAddresses(router).map(({ row, port }) => {
    const { address = "", network = "" } = row.values;
    const length = lengthOf(address);
    // A point-to-point address (`/32`) reaches its peer, which `network` names.
    const destination = length === 32 ? `${network}/32` : `${networkOf(address)}/${length}`;
    const own = address.split("/")[0] as string;
    const values = {
      "dst-address": destination,
      gateway: link("/interface", port.id),
      distance: "0",
      scope: "10",
      "target-scope": "5",
      ...(router.major < 7 ? { "pref-src": own } : {}),
    };
    const local = { "local-address": `${own}%${link("/interface", port.id)}` };
    return derived(`connected ${row.id} ${destination} ${port.id}`, values, { connect: "true", ...local });
  });
}

/** `table[:distance]` words of a dhcp-client; `default` and `main` are the main table. */
function tablesOf(client: Row, distance: string): { table: string | undefined; distance: string }[] {
  const words = client.values["default-route-tables"] ?? "default";
  return words.split(",").map((word) => {
    const [name = "default", own = distance] = word.split(":");
    return { table: name === "default" || name === "main" ? undefined : name, distance: own };
  });
}

function dhcpRoutes(router: Router): DerivedRow[] {
  return router.rows("/ip/dhcp-client").flatMap((client) => {
    const lease = leaseOf(router, client);
    if (lease?.gateway === undefined || client.values["add-default-route"] === "no") return [];
    const { gateway } = lease;
    return tablesOf(client, client.values["default-route-distance"] ?? "1").map(({ table, distance }) => {
      const known = table === undefined ? undefined : (router.find(["/routing/table"], table) ?? table);
      const check = client.values["check-gateway"] ?? "none";
      const values = {
        "dst-address": "0.0.0.0/0",
        gateway,
        ...(check === "none" ? {} : { "check-gateway": check }),
        distance,
        scope: "30",
        "target-scope": "10",
        ...(known === undefined ? {} : { "routing-table": known }),
      };
      return derived(`dhcp ${client.id} ${gateway} ${distance} ${table ?? ""}`, values, { dhcp: "true" });
    });
  });
}

function pppoeRoutes(router: Router): DerivedRow[] {
  return router.rows("/interface/pppoe-client").flatMap((client) => {
    const up = pppoeAddress(router, client);
    if (up === undefined || client.values["add-default-route"] !== "true") return [];
    const distance = client.values["default-route-distance"] ?? "1";
    const values = {
      "dst-address": "0.0.0.0/0",
      // v6 names the peer, v7 the interface.
      gateway: router.major < 7 ? up.gateway.replace(/\/\d+$/, "") : link("/interface", client.id),
      distance,
      scope: "30",
      "target-scope": "10",
    };
    return [derived(`pppoe ${client.id} ${distance}`, values, { vpn: "true" })];
  });
}

function lteRoutes(router: Router): DerivedRow[] {
  return router.rows("/interface/lte").flatMap((modem) => {
    const distance = lteRouteDistance(router, modem);
    if (distance === undefined || lteAddress(router, modem) === undefined) return [];
    const values = {
      "dst-address": "0.0.0.0/0",
      gateway: link("/interface", modem.id),
      distance,
      scope: "30",
      "target-scope": "10",
    };
    return [derived(`lte ${modem.id} ${distance}`, values, { modem: "true" })];
  });
}

function facts(row: Row, router: Router): Record<string, string | undefined> {
  const state = routeStates(router).get(row.id);
  const isStatic = row.facts.dynamic !== "true" ? "true" : undefined;
  if (router.major < 7) {
    return {
      // A route of a client is static, too: v6 has no other origin for it (6.49.13).
      static: row.facts.connect !== "true" ? "true" : undefined,
      active: String(state?.active === true),
      "gateway-status": state?.gatewayStatus,
    };
  }
  return {
    static: isStatic,
    inactive: String(state?.reachable === false),
    active: state?.active === true ? "true" : undefined,
    ecmp: state?.ecmp === true ? "true" : undefined,
    "immediate-gw": state?.immediate ?? "",
    "local-address":
      row.facts["local-address"] === undefined ? undefined : router.print(row.facts["local-address"]),
  };
}

/** What a disabled static route does not print (7.23.7). */
const hiddenWhileDisabled = [
  ...["distance", "routing-table", "scope", "target-scope", "dynamic", "active", "immediate-gw"],
];

/** Samples of v6: flags are there only as true, and a connected route has no target scope. */
function shapeVersion6(printed: Record<string, string>): Record<string, string> {
  const reduced = { ...printed };
  for (const flag of ["active", "dynamic"]) if (printed[flag] === "false") delete reduced[flag];
  if (printed.connect === "true") delete reduced["target-scope"];
  return reduced;
}

function shape(printed: Record<string, string>, row: Row, router: Router): Record<string, string> {
  if (router.major < 7) return shapeVersion6(printed);
  if (!isDisabled(row)) return printed;
  const reduced: Record<string, string> = { ...printed, inactive: "false" };
  for (const name of hiddenWhileDisabled) delete reduced[name];
  return reduced;
}

export const routes: Behaviours = {
  [path]: {
    noun: "route",
    ids: (major) =>
      major < 7
        ? { first: firstId.row, derived: 0x40000001 }
        : { first: firstId.staticRoute, derived: firstId.connectedRoute },
    facts,
    shape,
    commands: { check: checkRoute },
    derivedFollow: true,
    derive: {
      from: [
        ...["lines", "/interface", "/interface/lte/apn"],
        ...["/ip/address", "/ip/dhcp-client", "/routing/table"],
      ],
      rows: (router) => [
        ...[...dhcpRoutes(router), ...pppoeRoutes(router), ...lteRoutes(router)],
        ...connectedRoutes(router),
      ],
    },
  },
  "/routing/route": { store: path, whole: true, facts, shape },
};
