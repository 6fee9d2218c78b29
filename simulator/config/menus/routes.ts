/** `/ip/route`: static, connected, dhcp, pppoe and lte routes, and which of them are in use. */
import type { Behaviours, Fact, Facts, Router } from "../behaviour";
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

const stateOf = (row: Row, router: Router) => routeStates(router).get(row.id);
const flag = (is: boolean | undefined): "true" | undefined => (is === true ? "true" : undefined);

/** A property that only RouterOS 7 has. */
const since7 =
  (fact: Fact): Fact =>
  (row, router) =>
    router.major < 7 ? undefined : fact(row, router);

const facts: Facts = {
  // A route of a client is static, too, in v6: it has no other origin for it (6.49.13).
  static: ({ facts: { connect, dynamic } }, { major }) =>
    flag(major < 7 ? connect !== "true" : dynamic !== "true"),
  inactive: since7((row, router) => String(stateOf(row, router)?.reachable === false)),
  active: (row, router) => flag(stateOf(row, router)?.active),
  ecmp: since7((row, router) => flag(stateOf(row, router)?.ecmp)),
  "immediate-gw": since7((row, router) => stateOf(row, router)?.immediate ?? ""),
  "local-address": since7(({ facts: { "local-address": own } }, router) =>
    own === undefined ? undefined : router.print(own),
  ),
  "gateway-status": (row, router) => (router.major < 7 ? stateOf(row, router)?.gatewayStatus : undefined),
};

/** What a disabled static route does not print (7.23.7). */
const hiddenWhileDisabled = [
  ...["distance", "routing-table", "scope", "target-scope", "dynamic", "active", "immediate-gw"],
];

/** Samples of v6: flags are there only as true, and a connected route has no target scope. */
function hiddenOfVersion6({ facts: { connect, dynamic } }: Row): readonly string[] {
  return [...(dynamic === "true" ? [] : ["dynamic"]), ...(connect === "true" ? ["target-scope"] : [])];
}

function hidden(row: Row, router: Router): readonly string[] {
  if (router.major < 7) return hiddenOfVersion6(row);
  return isDisabled(row) ? hiddenWhileDisabled : [];
}

export const routes: Behaviours = {
  [path]: {
    noun: "route",
    ids: (major) =>
      major < 7
        ? { first: firstId.row, derived: 0x40000001 }
        : { first: firstId.staticRoute, derived: firstId.connectedRoute },
    facts,
    hidden,
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
  "/routing/route": { store: path, whole: true, facts, hidden },
};
