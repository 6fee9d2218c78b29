/** LTE modems of the router: they attach to the provider's network while they reach it. */
import { isDisabled, type Row } from "../../config/store/row";
import { addressNumber } from "../addresses";
import type { Surroundings } from "../surroundings";
import { type Alarm, alarm, lineAt } from "./clients";
import type { Isp } from "./isp";

const path = "/interface/lte";

/** Milliseconds from a signal to an address, and until the next attempt when the network gave none. Assumed. */
const attachTime = 5000;
const again = 10_000;

interface Modem {
  readonly alarm: Alarm;
  phase: "idle" | "attaching" | "up";
  name: string;
  isp: Isp | undefined;
  silent: boolean;
}

export interface LteModems {
  check(): void;
  /** The router restarts: no session survives it. */
  rebooted(): void;
  /** The network detaches the modem, which attaches anew. */
  terminate(isp: Isp): void;
  /** The network gives the modem another address at once. */
  renumber(isp: Isp): void;
}

export function lteModems({ router, world, note }: Surroundings): LteModems {
  const modems = new Map<string, Modem>();
  const rowOf = (id: string): Row | undefined => router.store("/interface")?.get(id);
  const isReady = (row: Row | undefined): row is Row =>
    row !== undefined && !isDisabled(row) && router.lines.linked(row.values.name ?? "");

  function check(): void {
    for (const row of router.rows(path)) {
      let modem = modems.get(row.id);
      if (modem === undefined) {
        modem = { alarm: alarm(router), phase: "idle", name: "", isp: undefined, silent: false };
        modems.set(row.id, modem);
      }
      modem.name = row.values.name ?? "";
      const ready = isReady(row);
      if (!ready && modem.phase !== "idle") detach(modem, "no signal or disabled");
      else if (ready && modem.phase === "idle") attach(row.id, modem, attachTime);
    }
  }

  function attach(id: string, modem: Modem, wait: number): void {
    modem.phase = "attaching";
    modem.alarm.set(wait, () => {
      const row = rowOf(id);
      if (!isReady(row)) {
        modem.phase = "idle";
        return;
      }
      const isp = lineAt(router, world.isps, row, "lte");
      if (isp?.state.answers === true && isp.state.link) {
        modem.phase = "up";
        modem.isp = isp;
        modem.silent = false;
        isp.carrier = id;
        hold(modem, isp, router.clock.now());
        return;
      }
      if (!modem.silent) note(`${modem.name}: no network`);
      modem.silent = true;
      attach(id, modem, again);
    });
  }

  /** The next address of the provider's is the modem's from now on. */
  function hold(modem: Modem, isp: Isp, since: number): void {
    const address = isp.nextAddress().replace(/\/\d+$/, "");
    isp.assign(addressNumber(address));
    note(`${modem.name}: attached, address ${address}`);
    const { dns } = isp.options;
    router.lines.set(modem.name, {
      ...{ state: "up", address, since },
      ...(dns === undefined ? {} : { dns }),
    });
  }

  function detach(modem: Modem, why: string): void {
    const wasUp = modem.phase === "up";
    modem.phase = "idle";
    modem.alarm.clear();
    if (!wasUp) return;
    modem.isp?.assign(undefined);
    note(`${modem.name}: detached (${why})`);
    router.lines.set(modem.name, { state: "down" });
  }

  const attachedTo = (isp: Isp): [string, Modem][] =>
    [...modems].filter(([, modem]) => modem.isp === isp && modem.phase === "up");

  return {
    check,
    rebooted: () => {
      for (const modem of modems.values()) detach(modem, "reboot");
      check();
    },
    terminate: (isp) => {
      for (const [id, modem] of attachedTo(isp)) {
        detach(modem, "by the network");
        attach(id, modem, attachTime);
      }
    },
    renumber: (isp) => {
      for (const [, modem] of attachedTo(isp)) hold(modem, isp, router.clock.now());
    },
  };
}
