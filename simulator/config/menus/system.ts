/** Facts about the device: resource, identity, board, licence, clock, packages. */
import { type Behaviours, type Draft, type Facts, type Router, together } from "../behaviour";
import { monitor } from "../commands/monitor";
import { fail } from "../errors";
import { date, dateTime, duration, moment, parseDuration, timeOfDay } from "../time";
import { checkServiceCertificate } from "./certificates";

/** The patch release that a line stands for: `6.49` is 6.49.18, 7.24 is 7.24.0. */
const release = (router: Router): string => (router.version === "6.49" ? "6.49.18" : router.version);

const longTerm = new Set(["6.49", "7.12.2"]);
const channel = (router: Router): string => (longTerm.has(router.version) ? "long-term" : "stable");

const isHardware = (router: Router): boolean => router.options.serialNumber !== undefined;

const cpuLoad = "1";
const freeMemory = "201326592";

const resource: Facts = {
  uptime: (_, router) => duration(router.uptime / 1000),
  version: (_, router) => `${release(router)} (${channel(router)})`,
  "build-time": (_, router) => (router.atLeast("7.10") ? "2026-01-15 09:00:00" : "Jan/15/2026 09:00:00"),
  "free-memory": () => freeMemory,
  "total-memory": () => "268435456",
  cpu: (_, router) => (isHardware(router) ? "ARM" : "QEMU"),
  "cpu-count": (_, router) => (isHardware(router) ? "4" : "1"),
  "cpu-frequency": () => "716",
  "cpu-load": () => cpuLoad,
  "free-hdd-space": () => "91226112",
  "total-hdd-space": () => "134217728",
  "write-sect-since-reboot": () => "0",
  "write-sect-total": () => "0",
  "bad-blocks": () => "0",
  "architecture-name": (_, router) => (isHardware(router) ? "arm" : "x86_64"),
  "board-name": (_, router) => (isHardware(router) ? "hAP ac^2" : "CHR"),
  platform: () => "MikroTik",
};

const boardNames = [
  ...["routerboard", "board-name", "model", "serial-number", "firmware-type", "factory-firmware"],
  ...["current-firmware", "upgrade-firmware"],
];

/** A CHR has no board to speak of. */
function routerboard(router: Router): Record<string, string> {
  const serial = router.options.serialNumber;
  if (serial === undefined) return { routerboard: "false" };
  return {
    routerboard: "true",
    "board-name": "hAP ac^2",
    model: "RBD52G-5HacD2HnD",
    "serial-number": serial,
    "firmware-type": "ipq4000L",
    "factory-firmware": "6.49.18",
    "current-firmware": release(router),
    "upgrade-firmware": release(router),
  };
}

const licenseNames = ["software-id", "system-id", "nlevel", "level", "features"];

/** Hardware is known by its software id, a CHR by its system id. */
function license(router: Router): Record<string, string> {
  const { softwareId, systemId } = router.options;
  if (isHardware(router) || softwareId !== undefined) {
    return { "software-id": softwareId ?? "ABCD-1234", nlevel: "4", features: "" };
  }
  return { "system-id": systemId ?? "AAAAAAAAAAA", level: "free" };
}

const clock: Facts = {
  date: (_, router) => date(router.wall(), router.atLeast("7.10")),
  time: (_, router) => timeOfDay(router.wall()),
  "gmt-offset": () => "+00:00",
  "dst-active": () => "false",
};

/** Date and time are no configuration: they are set, and go on from there. */
function setClock({ router, written, values }: Draft): void {
  if (!written.has("date") && !written.has("time")) return;
  const now = router.wall();
  const midnight = moment(values.date ?? date(now, true), "00:00:00");
  const ofDay = parseDuration(values.time ?? timeOfDay(now));
  delete values.date;
  delete values.time;
  if (midnight === undefined || ofDay === undefined) throw fail("invalid value for argument date");
  router.setWall(midnight + ofDay * 1000);
}

function deviceMode(router: Router): Record<string, string> {
  const { mode = "advanced", scheduler = true } = router.options.deviceMode ?? {};
  return { mode, scheduler: String(scheduler) };
}

function seedIdentity(router: Router): void {
  const store = router.store("/system/identity");
  const [row] = store?.rows() ?? [];
  const { identity, serialNumber, softwareId } = router.options;
  // Default name: a CHR reports `CHR`, hardware `MikroTik`.
  const name = identity ?? (serialNumber === undefined && softwareId === undefined ? "CHR" : "MikroTik");
  if (store !== undefined && row !== undefined) router.setValues(store, row.id, { name });
}

function seedPackages(router: Router): void {
  const menu = router.menus.get("/system/package");
  if (menu === undefined) return;
  const facts = {
    name: router.major < 7 ? `routeros-${isHardware(router) ? "arm" : "x86"}` : "routeros",
    version: release(router),
    "build-time": dateTime(Date.UTC(2026, 0, 15, 9), router.atLeast("7.10")),
    disabled: "false",
    scheduled: "",
  };
  router.insert(menu, { id: menu.store.newId(), menu: menu.path, values: {}, facts });
}

const services = [
  ["telnet", 23],
  ["ftp", 21],
  ["www", 80],
  ["ssh", 22],
  ["www-ssl", 443],
  ["api", 8728],
  ["winbox", 8291],
  ["api-ssl", 8729],
] as const;

function seedServices(router: Router): void {
  const menu = router.menus.get("/ip/service");
  if (menu === undefined) return;
  for (const [name, port] of services) {
    const values = { name, port: String(port), disabled: String(name === "www-ssl") };
    router.insert(menu, { id: menu.store.newId(), menu: menu.path, values, facts: { name, proto: "tcp" } });
  }
}

export const system: Behaviours = {
  "/system/identity": { seed: seedIdentity },
  "/system/resource": {
    facts: resource,
    commands: {
      monitor: monitor(() => ({
        "cpu-used": `${cpuLoad}%`,
        "cpu-used-per-cpu": `${cpuLoad}%`,
        "free-memory": freeMemory,
      })),
    },
  },
  "/system/routerboard": { facts: together(boardNames, (_, router) => routerboard(router)) },
  "/system/license": { facts: together(licenseNames, (_, router) => license(router)) },
  "/system/clock": {
    facts: clock,
    onWrite: setClock,
  },
  "/system/device-mode": { facts: together(["mode", "scheduler"], (_, router) => deviceMode(router)) },
  "/ip/service": { noun: "service", seed: seedServices, onWrite: checkServiceCertificate },
  "/system/package": { seed: seedPackages },
  "/system/history": {
    view: (router) =>
      router.history.list().map((action) => ({
        id: action.id,
        menu: "/system/history",
        values: {},
        facts: {
          action: action.text,
          by: action.by,
          policy: action.policy,
          time: dateTime(action.time, router.atLeast("7.10")),
          undoable: String(!action.undone),
          redoable: String(action.undone),
          "floating-undo": String(action.floating),
        },
      })),
  },
};
