/** `/tool/netwatch`: probes hosts, judges by thresholds, starts scripts. */
import type { CallOff } from "../../clock";
import type { NetwatchFacts } from "../../config/environment";
import { isDisabled, type Row } from "../../config/store/row";
import { dateTime, parseDuration } from "../../config/time";
import type { Surroundings } from "../surroundings";
import { type Finding, probeTypes, type Reader } from "./netwatch-types";
import type { Pinger } from "./ping";

const path = "/tool/netwatch";

/** In scripts the times of replies are numbers, in microseconds (manual). */
function inMicroseconds(facts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, text]) => {
      const time = /^(?:(\d+)ms)?(?:(\d+)us)?$/.exec(text);
      if (time === null || text === "") return [name, text];
      return [name, String(Number(time[1] ?? 0) * 1000 + Number(time[2] ?? 0))];
    }),
  );
}

type Status = "unknown" | "up" | "down";

interface Watch {
  readonly signature: string;
  status: Status;
  since: number;
  done: number;
  failed: number;
  values: Readonly<Record<string, string>>;
  callOff: CallOff;
}

export interface Netwatch {
  check(): void;
  facts(id: string): NetwatchFacts | undefined;
  rebooted(): void;
}

export function netwatch({ router, world, note, hook }: Surroundings, ping: Pinger): Netwatch {
  const watches = new Map<string, Watch>();
  let port = 50_000;
  const nextPort = (): number => {
    port = port >= 60_000 ? 50_000 : port + 1;
    return port;
  };
  const rowOf = (id: string): Row | undefined => router.store(path)?.get(id);

  const reader = (row: Row): Reader => ({
    text: (name) => router.value(path, row, name) ?? "",
    time: (name, preset) => {
      const written = router.value(path, row, name);
      return (parseDuration(written === undefined || written === "" ? preset : written) ?? 0) * 1000;
    },
    number: (name, preset) => Number.parseFloat(router.value(path, row, name) || String(preset)),
  });

  function check(): void {
    const rows = router.rows(path);
    const present = new Set(rows.map((row) => row.id));
    for (const id of [...watches.keys()]) if (!present.has(id)) drop(id);
    for (const row of rows) {
      const signature = Object.entries(row.values)
        .filter(([name]) => name !== "comment")
        .map(([name, value]) => `${name}=${value}`)
        .sort()
        .join("\n");
      if (watches.get(row.id)?.signature === signature) continue;
      drop(row.id);
      if (!isDisabled(row)) begin(row, signature);
    }
  }

  function drop(id: string): void {
    watches.get(id)?.callOff();
    watches.delete(id);
  }

  /** The first probe: after the start delay, and never before the startup delay after boot is over. v6 has neither. */
  function begin(row: Row, signature: string): void {
    const { time } = reader(row);
    const now = router.clock.now();
    const startup = router.major < 7 ? 0 : router.bootedAt + time("startup-delay", "5m") - now;
    const wait = router.major < 7 ? 0 : Math.max(startup, time("start-delay", "3s"));
    const watch: Watch = {
      signature,
      status: "unknown",
      since: now,
      done: 0,
      failed: 0,
      values: {},
      callOff: () => {},
    };
    watches.set(row.id, watch);
    if (row.values.host?.includes(":") === true) {
      const gap = `the simulator does not implement IPv6: netwatch ${row.values.host} is not probed`;
      note(gap);
      router.log.write("simulator,error", gap);
      watch.values = { ".about": gap };
      return;
    }
    watch.callOff = router.clock.tick(wait, () => probe(row.id, watch));
  }

  function probe(id: string, watch: Watch): void {
    const row = rowOf(id);
    if (row === undefined) return;
    const read = reader(row);
    const interval = Math.max(1000, read.time("interval", router.major < 7 ? "1m" : "10s"));
    const begun = router.clock.now();
    const type = read.text("type") || "simple";
    probeTypes[type]?.(
      {
        router,
        world,
        ping,
        read,
        nextPort,
        wait: (time, then) => {
          watch.callOff = router.clock.tick(time, then);
        },
      },
      (finding) => {
        judge(row, watch, finding);
        const passed = router.clock.now() - begun;
        watch.callOff = router.clock.tick(Math.max(1, interval - passed), () => probe(id, watch));
      },
    );
  }

  function judge(row: Row, watch: Watch, { up, values }: Finding): void {
    watch.done += 1;
    if (!up) watch.failed += 1;
    watch.values = values;
    const status: Status = up ? "up" : "down";
    const before = watch.status;
    const host = row.values.host ?? "";
    if (before !== status) {
      watch.status = status;
      watch.since = router.clock.now();
    }
    // At the end of every probe (manual): it sees what the probe has found.
    run(row, watch, "test-script");
    if (before === status) return;
    note(`netwatch ${host}: ${status}`);
    router.log.write(
      "netwatch,info",
      // `http_get` (the manual's sample).
      `event ${status} [ type: ${(row.values.type ?? "simple").replaceAll("-", "_")}, host: ${host} ]`,
    );
    const ignored = before === "unknown" && row.values[`ignore-initial-${status}`] === "true";
    if (!ignored) run(row, watch, status === "up" ? "up-script" : "down-script");
  }

  function run(row: Row, watch: Watch, property: string): void {
    const variables = {
      ...inMicroseconds(shown(watch)),
      host: row.values.host ?? "",
      name: row.values.name ?? "",
    };
    const source = row.values[property] ?? "";
    hook({ by: "netwatch", property, row: row.values.host ?? "", source, variables });
  }

  const shown = (watch: Watch): Record<string, string> => ({
    status: watch.status,
    since: dateTime(router.wall(watch.since), router.atLeast("7.10")),
    "done-tests": String(watch.done),
    "failed-tests": String(watch.failed),
    ...watch.values,
  });

  return {
    check,
    facts: (id) => {
      const watch = watches.get(id);
      if (watch === undefined) return undefined;
      const row = rowOf(id);
      const delay = row === undefined ? 0 : reader(row).time("startup-delay", "5m");
      const waiting = router.major >= 7 && watch.done === 0 && router.uptime < delay;
      return { ...shown(watch), ...(waiting ? { ".about": "waiting for startup-delay" } : {}) };
    },
    rebooted: () => {
      for (const id of [...watches.keys()]) drop(id);
      check();
    },
  };
}
