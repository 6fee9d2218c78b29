/** `/system/ntp/client`: asks its servers for the time until one has answered. */
import type { CallOff } from "../clock";
import type { Router } from "../config/router";
import { date, timeOfDay } from "../config/time";

const path = "/system/ntp/client";

/** Milliseconds until the first question, and between two while nobody answers. Assumed. */
const firstAfter = 1000;
const again = 16_000;
const port = 123;

/** The true time is that of the clock the router's timers run on. */
export function ntpClient(router: Router): void {
  let synchronised: string | undefined;
  let callOff: CallOff | undefined;

  const settings = (name: string): string => {
    const [row] = router.rows(path);
    return (row === undefined ? undefined : router.value(path, row, name)) ?? "";
  };

  /** In 7 a list; in 6 two addresses and names. */
  function servers(): string[] {
    const names = router.major < 7 ? ["primary-ntp", "secondary-ntp", "server-dns-names"] : ["servers"];
    return names
      .flatMap((name) => settings(name).split(","))
      .filter((word) => word !== "" && word !== "0.0.0.0");
  }

  const addressOf = (server: string): string | undefined =>
    /^[\d.]+$/.test(server) ? server : router.resolve(server)[0];

  function answering(): string | undefined {
    return servers().find((server) => {
      const address = addressOf(server);
      return address !== undefined && router.network?.ask(address, port) !== undefined;
    });
  }

  function ask(): void {
    callOff = undefined;
    if (settings("enabled") !== "true") return;
    const server = answering();
    if (server === undefined) {
      wait(again);
      return;
    }
    tell(server);
    const [before, now] = [router.wall(), router.clock.now()];
    if (Math.floor(before / 1000) === Math.floor(now / 1000)) return;
    router.setWall(now);
    // Measured on 7.20.6: months as words in every version; v6 says sntp.
    const [topics, name] = router.major < 7 ? ["system,info", "sntp"] : ["system,clock,critical,info", "ntp"];
    router.log.write(topics, `${name} change time ${shown(before)} => ${shown(now)}`);
  }

  function tell(server: string | undefined): void {
    if (synchronised === server) return;
    synchronised = server;
    const [row] = router.rows(path);
    const store = router.store(path);
    if (row === undefined || store === undefined || router.major < 7) return;
    router.mark(store, row.id, {
      status: server === undefined ? undefined : "synchronized",
      "synced-server": server,
      "synced-stratum": server === undefined ? undefined : "2",
    });
  }

  function wait(milliseconds: number): void {
    callOff?.();
    callOff = router.clock.schedule(milliseconds, ask);
  }

  let asked = "";
  function follow(): void {
    const now = `${settings("enabled")} ${servers().join(",")} ${router.wall() - router.clock.now()}`;
    if (now === asked) return;
    asked = now;
    callOff?.();
    tell(undefined);
    if (settings("enabled") === "true") wait(firstAfter);
  }

  follow();
  router.watch((dirty) => {
    if (dirty.has(path) || dirty.has("wall")) follow();
  });
}

/** `Dec/11/2025 22:53:07` */
function shown(milliseconds: number): string {
  const day = date(milliseconds, false);
  return `${day.charAt(0).toUpperCase()}${day.slice(1)} ${timeOfDay(milliseconds)}`;
}
