/** check-gateway: asks the gateways of routes, again and again, and tells which are dead. */
import type { CallOff } from "../../clock";
import { type GatewayProbe, routeStates } from "../../config/menus/route-state";
import { parseDuration } from "../../config/time";
import { addressNumber } from "../addresses";
import { packet, protocols } from "../packet";
import { type Path, sourceOn } from "../routing/fib";
import type { Surroundings } from "../surroundings";

export interface GatewayChecks {
  /** Begins to ask for new gateways, and stops for those no route has any more. */
  check(): void;
  down(gateway: string, through: string, kind: string): boolean;
}

interface Timers {
  readonly interval: number;
  readonly timeout: number;
  readonly count: number;
}

interface Probing {
  readonly probe: GatewayProbe;
  misses: number;
  down: boolean;
  callOff: CallOff;
}

export function gatewayChecks({ router, world, note }: Surroundings): GatewayChecks {
  const probing = new Map<string, Probing>();
  const keyOf = ({ gateway, through, kind }: GatewayProbe): string => `${gateway} ${through} ${kind}`;

  /** 10 s, 1 s, 2 misses; to be set since 7.21. */
  function timers(): Timers {
    const [row] = router.rows("/routing/settings");
    const value = (name: string, preset: string): string =>
      (row === undefined ? undefined : router.value("/routing/settings", row, name)) ?? preset;
    const time = (name: string, preset: string) => (parseDuration(value(name, preset)) ?? 0) * 1000;
    return {
      interval: time("check-gateway-ping-interval", "10s"),
      timeout: time("check-gateway-ping-timeout", "1s"),
      count: Number(value("check-gateway-ping-count", "2")),
    };
  }

  function check(): void {
    const wanted = new Map<string, GatewayProbe>();
    for (const { probes } of routeStates(router).values()) {
      for (const probe of probes) wanted.set(keyOf(probe), probe);
    }
    for (const [key, { callOff }] of probing) {
      if (wanted.has(key)) continue;
      callOff();
      probing.delete(key);
    }
    for (const [key, probe] of wanted) {
      if (probing.has(key)) continue;
      // A new gateway counts as alive until it has missed.
      const begun: Probing = { probe, misses: 0, down: false, callOff: () => {} };
      probing.set(key, begun);
      begun.callOff = router.clock.tick(0, () => ask(begun));
    }
  }

  function ask(one: Probing): void {
    const { interval, timeout, count } = timers();
    const answered = alive(one.probe, timeout);
    if (answered) {
      one.misses = 0;
      one.callOff = router.clock.tick(interval, () => ask(one));
      if (one.down) turn(one, false);
      return;
    }
    one.callOff = router.clock.tick(timeout, () => {
      one.misses += 1;
      one.callOff = router.clock.tick(Math.max(0, interval - timeout), () => ask(one));
      if (one.misses >= count && !one.down) turn(one, true);
    });
  }

  function turn(one: Probing, down: boolean): void {
    one.down = down;
    note(`check-gateway ${one.probe.gateway} through ${one.probe.through}: ${down ? "down" : "up"}`);
    router.touch("gateways");
  }

  function alive({ gateway, through, kind }: GatewayProbe, timeout: number): boolean {
    const [first = "", on] = through.split("%");
    const interfaces = world.dataplane.interfaces();
    const out = interfaces.named(on ?? first);
    if (out === undefined || !out.running) return false;
    const next = on === undefined ? undefined : addressNumber(first);
    if (kind === "arp") {
      const isp = world.ispOn(out);
      return isp?.state.link === true && isp.state.answers && isp.answersArp(next ?? addressNumber(gateway));
    }
    const path: Path = { out, gateway: next, source: sourceOn(interfaces, out, next) };
    const request = packet({
      protocol: protocols.icmp,
      source: 0,
      destination: addressNumber(gateway),
      sourcePort: echoId,
      destinationPort: echoId,
    });
    const { delivered, time } = world.exchange(request, { is: "router", start: { path } });
    return delivered && time <= timeout;
  }

  return {
    check,
    down: (gateway, through, kind) => probing.get(`${gateway} ${through} ${kind}`)?.down === true,
  };
}

/** Identifier of check-gateway's echo requests; any that no other sender here uses. */
const echoId = 0xc6;
