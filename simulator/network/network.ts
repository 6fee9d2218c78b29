/** A network around one simulated router: its providers, their targets, and traffic that is measured. */
import type { ManualClock } from "../clock";
import type { NetworkPlane } from "../config/environment";
import { routeSources } from "../config/menus/route-state";
import type { RouterConfiguration } from "../config/plane";
import type { Router } from "../config/router";
import { assignStatic, controlOf, type IspControl } from "./access/control";
import { dhcpClients } from "./access/dhcp";
import { cloudServer, Internet, type TargetOptions } from "./access/internet";
import { createIsp, type Isp } from "./access/isp";
import { lteModems } from "./access/lte";
import type { IspOptions } from "./access/options";
import { pppoeClients } from "./access/pppoe";
import { addressNumber, addressText } from "./addresses";
import { packet, protocols } from "./packet";
import { createDataplane } from "./path/dataplane";
import { gatewayChecks } from "./probes/check-gateway";
import { netwatch } from "./probes/netwatch";
import { pinger } from "./probes/ping";
import { masqueradePurge } from "./purge";
import { random } from "./random";
import { type RequestReport, requestBook } from "./requests/book";
import { outgoing } from "./requests/outgoing";
import { type DefaultQuery, type DefaultWay, defaultFeed } from "./routing/default-way";
import { hookRunner, NetworkLog, type Surroundings } from "./surroundings";
import { happen, milliseconds, type Time, type TimelineEvent } from "./timeline";
import { factOf } from "./tracking/rows";
import { type LeakReport, leakBook } from "./traffic/leaks";
import type { SourceOptions } from "./traffic/options";
import type { SourceReport } from "./traffic/tally";
import { createTraffic } from "./traffic/traffic";
import { createWorld } from "./world";

export interface NetworkOptions {
  readonly router: RouterConfiguration;
  readonly isps: readonly IspOptions[];
  /** Hosts of the internet. What sources speak to is there without being named. */
  readonly targets?: readonly TargetOptions[];
  readonly sources?: readonly SourceOptions[];
  /** Loss, jitter and `random` matchers follow from it. Default 1. */
  readonly seed?: number;
}

export interface NetworkReport {
  /** Virtual seconds since the network was made, or the report was begun anew. */
  readonly seconds: number;
  readonly sources: readonly SourceReport[];
  readonly leaks: readonly LeakReport[];
  /** What packets met that the simulator does not implement; empty is good. */
  readonly gaps: readonly string[];
}

export interface Network {
  readonly isps: readonly string[];
  isp(name: string): IspControl;
  /** Plugs or unplugs an Ethernet port; gives or takes the signal of an LTE modem. */
  link(interfaceName: string, up: boolean): void;
  target(address: string, alive: boolean): void;
  /** Lets events happen at their times from now on. */
  timeline(events: readonly TimelineEvent[]): void;
  /** Lets virtual time pass. Throws for a router whose clock is not moved by hand. */
  run(time: Time): Promise<void>;
  /** Switches measured traffic on (as it is at first) and off. */
  traffic(on: boolean): void;
  report(): NetworkReport;
  /** The report's packets with a wrong source, alone: cheap enough to look at all the time. */
  leaks(): readonly LeakReport[];
  /** What the router itself asked of servers (fetch, e-mail, cloud) and what arrived there, in order of time. */
  requests(): readonly RequestReport[];
  /**
   * Calls `listener` with what packets to the internet use: now, and whenever that changes, whoever changed it. What
   * counts is an unmarked packet from a host of the LAN: routing rules, main, check-gateway.
   *
   * @returns ends it
   * @example
   * network.onDefault(({ at, hops }) => console.log(at, hops.map((hop) => hop.isp ?? hop.interface)));
   */
  onDefault(listener: (way: DefaultWay) => void, query?: DefaultQuery): () => void;
  /** Begins counting anew, requests included. */
  resetReport(): void;
  readonly log: NetworkLog;
}

/**
 * Puts a network around a router. It lives on the router's clock; on one moved by hand everything is virtual time.
 *
 * @throws when the router has a network already, or a source names an ISP that is not there
 * @example
 * const clock = manualClock();
 * const router = createConfigurationPlane({ version: "7.21.5", clock });
 * const network = createNetwork({
 *   router,
 *   isps: [{ name: "ISP1", access: "static", interface: "ether1", address: "192.0.2.2", gateway: "192.0.2.1" }],
 *   targets: [{ address: "8.8.8.8" }],
 * });
 * network.timeline([{ at: "1m", isp: "ISP1", set: { upstream: "blackhole" } }]);
 * await network.run("5m");
 */
export function createNetwork(options: NetworkOptions): Network {
  let network: Network | undefined;
  options.router.attach((router) => {
    const built = build(options, router);
    network = built.network;
    return built.plane;
  });
  return network as Network;
}

/** Stores whose changes may begin or end a session, a lease or a probe. */
const clientSources = new Set(["lines", "/interface", "/ip/dhcp-client", "/tool/netwatch", ...routeSources]);

function build(options: NetworkOptions, router: Router): { network: Network; plane: NetworkPlane } {
  const { clock } = router;
  const seed = options.seed ?? 1;
  const log = new NetworkLog(() => clock.now());
  const gaps = new Set<string>();
  const dataplane = createDataplane(router, random(seed, "firewall"), ({ what, message }) => {
    if (gaps.has(what)) return;
    gaps.add(what);
    log.write(message);
    router.log.write("simulator,error", message);
  });
  const isps = options.isps.map((isp) =>
    createIsp(isp, router.lines.portOf(isp.interface), random(seed, isp.name)),
  );
  const internet = new Internet();
  for (const target of options.targets ?? []) internet.add(target);
  if (internet.at(addressNumber(cloudServer.address)) === undefined) internet.add(cloudServer);
  const world = createWorld(dataplane, internet, isps);
  const note = (message: string) => log.write(message);
  const around: Surroundings = { router, world, note, hook: hookRunner(router, note) };

  const pppoe = pppoeClients(around);
  const dhcp = dhcpClients(around);
  const lte = lteModems(around);
  const gateways = gatewayChecks(around);
  const ping = pinger(world);
  const watches = netwatch(around, ping);
  const requests = requestBook(note);
  const servers = outgoing(around, requests);
  const leaks = leakBook(() => clock.now(), note);
  const traffic = createTraffic(options.sources ?? [], around, leaks);
  world.onLeak = leaks.add;
  let begun = clock.now();

  for (const isp of isps) {
    if (isp.options.access === "static") assignStatic(isp);
    isp.carrier = dataplane.interfaces().named(isp.options.interface)?.id ?? isp.carrier;
    router.lines.plug(isp.plugged, isp.state.link);
  }

  let checking = false;
  const check = (): void => {
    if (checking) return;
    checking = true;
    clock.tick(0, () => {
      checking = false;
      pppoe.check();
      dhcp.check();
      lte.check();
      gateways.check();
      watches.check();
    });
  };
  const purge = masqueradePurge(dataplane, note);
  router.watch((dirty) => {
    purge(dirty);
    for (const store of dirty) {
      if (!clientSources.has(store)) continue;
      check();
      return;
    }
  });
  check();

  const plane: NetworkPlane = {
    ping,
    ask: (address, port) => {
      const request = packet({
        protocol: protocols.udp,
        source: 0,
        destination: addressNumber(address),
        sourcePort: port,
        destinationPort: port,
      });
      const { delivered, time } = world.exchange(request, { is: "router" });
      return delivered ? time : undefined;
    },
    resolve: (name) => internet.named(name),
    connect: servers.connect,
    tell: servers.tell,
    gatewayDown: gateways.down,
    counters: (menu, id) => {
      const row = router.store(menu)?.get(id);
      return row?.facts.builtin === "true" ? dataplane.fasttracked : dataplane.counters.of(menu, id);
    },
    resetCounters: (menu, id) => dataplane.counters.reset(menu, id),
    traffic: (id) => dataplane.traffic.get(id),
    connections: () => dataplane.connections.list(clock.now()).map(({ id }) => id),
    connectionFact: (id, name) => {
      const tracked = dataplane.connections.get(id, clock.now());
      return tracked === undefined ? undefined : factOf(tracked, name, router);
    },
    isConnection: (id) => dataplane.connections.get(id, clock.now()) !== undefined,
    removeConnection: (id) => dataplane.connections.removeById(id),
    netwatch: (id) => watches.facts(id),
    renew: (id) => dhcp.renew(id),
    release: (id) => dhcp.release(id),
    route: (destination, source) => {
      const ends = {
        source: source === undefined ? 0 : addressNumber(source),
        in: undefined,
        routingMark: "",
      };
      const to = addressNumber(destination);
      const decision = dataplane.wayOf({ ...ends, destination: to });
      if (decision.to !== "path") return undefined;
      const { out, gateway } = decision.path;
      return { interface: out.name, nexthop: gateway === undefined ? "" : addressText(gateway) };
    },
    rebooted: () => {
      log.write("the router restarts");
      dataplane.restart();
      pppoe.rebooted();
      dhcp.rebooted();
      lte.rebooted();
      watches.rebooted();
    },
  };

  const find = (name: string): Isp => {
    const isp = isps.find((candidate) => candidate.name === name);
    if (isp === undefined) throw new Error(`there is no ISP ${name}`);
    return isp;
  };
  const network: Network = {
    isps: isps.map(({ name }) => name),
    isp: (name) => controlOf(find(name), { note, pppoe, lte, link: (...how) => network.link(...how) }),
    link: (name, up) => {
      note(`${name}: link ${up ? "up" : "down"}`);
      for (const isp of isps) if (isp.plugged === router.lines.portOf(name)) isp.state.link = up;
      router.lines.plug(name, up);
    },
    target: (address, alive) => {
      const target = internet.at(addressNumber(address));
      if (target === undefined) throw new Error(`there is no target ${address}`);
      note(`target ${address}: ${alive ? "answers" : "is silent"}`);
      target.alive = alive;
    },
    timeline: (events) => {
      for (const event of events) clock.schedule(milliseconds(event.at), () => happen(network, event));
    },
    run: async (time) => {
      if (!("advance" in clock)) throw new Error("this router's clock is not moved by hand");
      await (clock as ManualClock).advance(milliseconds(time));
    },
    traffic: (on) => traffic.switch(on),
    report: () => ({
      seconds: (clock.now() - begun) / 1000,
      sources: traffic.report(),
      leaks: leaks.report(),
      gaps: [...gaps],
    }),
    leaks: leaks.report,
    requests: requests.list,
    onDefault: defaultFeed({
      now: () => clock.now(),
      tables: () => dataplane.configured.routing.get(),
      ispOn: world.ispOn,
      watch: (changed) => router.watch(changed),
      host: hostOf(options.sources ?? []),
    }),
    resetReport: () => {
      begun = clock.now();
      requests.reset();
      traffic.reset();
      leaks.reset();
      gaps.clear();
    },
    log,
  };

  return { network, plane };
}

/** The first host of a LAN among the sources. */
function hostOf(sources: readonly SourceOptions[]): DefaultQuery | undefined {
  for (const source of sources)
    if (
      "from" in source &&
      source.from !== undefined &&
      source.from !== "router" &&
      source.interface !== undefined
    )
      return { source: source.from, interface: source.interface };
  return undefined;
}
