/** The commands that steer a running simulator: a table of them. */
import type { SimulatedRouter } from "../api/simulated-router";
import type { PacedClock } from "../clock";
import { duration as shownDuration } from "../config/time";
import type { Network } from "../network";
import { stamp } from "../network/surroundings";
import { ControlError } from "./failure";
import { changeIsp, ispText } from "./isp-command";
import { reportText, requestText } from "./report";
import { choice, duration, none, upDown, wholeNumber } from "./words";

/** What is steered. */
export interface Controlled {
  readonly router: SimulatedRouter;
  readonly network: Network | undefined;
  /** The clock, if it is not the machine's own. */
  readonly pace: PacedClock | undefined;
}

interface ControlCommand {
  readonly usage: string;
  readonly help: string;
  run(words: readonly string[], on: Controlled): string | Promise<string>;
}

/** Milliseconds that a restart takes. */
const downtime = 1000;
const defaultLines = 20;

function networkOf({ network }: Controlled): Network {
  if (network === undefined)
    throw new ControlError("there is no network: start the simulator with --network");
  return network;
}

function lines(all: readonly string[], words: readonly string[]): string {
  const [count, ...rest] = words;
  none(rest);
  const shown = all.slice(-(count === undefined ? defaultLines : wholeNumber(count) || all.length));
  return shown.length === 0 ? "nothing yet" : shown.join("\n");
}

function clockText({ router, pace }: Controlled): string {
  const speed = pace?.speed ?? 1;
  return `${stamp(router.clock.now())}, ${speed === 0 ? "stepped" : `speed ${speed}`}`;
}

async function moveClock([word, ...rest]: readonly string[], on: Controlled): Promise<string> {
  if (word === undefined) return clockText(on);
  const { pace } = on;
  if (word === "speed") {
    if (pace === undefined || pace.speed === 0)
      throw new ControlError("the speed can be changed of a simulator started with --speed");
    none(rest.slice(1));
    const speed = Number(rest[0]);
    if (!(speed > 0)) throw new ControlError(`${rest[0] ?? "nothing"} is no speed; write it like 60`);
    pace.speed = speed;
    return clockText(on);
  }
  none(rest);
  if (!word.startsWith("+")) throw new ControlError(`${word} is no step; write it like +5m`);
  if (pace?.speed !== 0)
    throw new ControlError("the clock moves by itself; to step it, start the simulator with --clock stepped");
  await pace.step(duration(word.slice(1)));
  return clockText(on);
}

async function restart(on: Controlled, how: "orderly" | "power cut"): Promise<string> {
  const back = on.router.reboot(downtime, how);
  // A clock that stands still would keep the router away for ever.
  if (on.pace?.speed === 0) {
    let isBack = false;
    const noted = back.then(() => {
      isBack = true;
    });
    await on.pace.step(downtime);
    for (let turn = 0; !isBack && turn < 1000; turn++) await on.pace.step(0);
    await noted;
  } else await back;
  return `the router is back at ${clockText(on)}`;
}

function status(on: Controlled): string {
  const [resource] = on.router.config.print("/system/resource");
  const [wall] = on.router.config.print("/system/clock");
  const network = on.network;
  return [
    `RouterOS ${on.router.version}, up ${resource?.uptime ?? shownDuration(0)}, its clock says ${wall?.date} ${wall?.time}`,
    `simulator's clock: ${clockText(on)}`,
    ...(network === undefined
      ? ["no network"]
      : network.isps.map((name) => ispText(name, network.isp(name)))),
  ].join("\n");
}

const traffic = {
  report: (network: Network, [form, ...rest]: readonly string[]): string => {
    none(rest);
    if (form === undefined) return reportText(network.report());
    return choice(form, { json: () => JSON.stringify(network.report(), null, 2) })();
  },
  reset: (network: Network, words: readonly string[]): string => {
    none(words);
    network.resetReport();
    return "counting begins anew";
  },
  on: (network: Network, words: readonly string[]): string => {
    none(words);
    network.traffic(true);
    return "traffic on";
  },
  off: (network: Network, words: readonly string[]): string => {
    none(words);
    network.traffic(false);
    return "traffic off";
  },
} as const;

export const controlCommands: Readonly<Record<string, ControlCommand>> = {
  status: {
    usage: "status",
    help: "version, time, lines",
    run: (words, on) => {
      none(words);
      return status(on);
    },
  },
  link: {
    usage: "link ether1 down|up",
    help: "unplug or plug a port of the router, or take or give the signal of a modem",
    run: ([port, state, ...rest], on) => {
      none(rest);
      const ports = ["/interface/ethernet", "/interface/lte"]
        .flatMap((menu) => on.router.config.print(menu))
        .map(({ name = "" }) => name);
      if (port === undefined || !ports.includes(port))
        throw new ControlError(`${port ?? "nothing"} is none of the router's ports: ${ports.join(", ")}`);
      const up = choice(state, upDown);
      if (on.network === undefined) on.router.config.plug(port, up);
      else on.network.link(port, up);
      return `${port}: link ${up ? "up" : "down"}`;
    },
  },
  isp: {
    usage:
      "isp ISP1 [loss 30%] [latency 400ms] [jitter 50ms] [upstream up|blackhole] [answers on|off] [captive on|off] [link up|down], isp ISP1 terminate|forget, isp ISP1 renumber ADDRESS [GATEWAY]",
    help: "change what a provider's line does; without a change, show it",
    run: ([name, ...words], on) => {
      const network = networkOf(on);
      if (name === undefined || !network.isps.includes(name))
        throw new ControlError(`${name ?? "nothing"} is none of the ISPs: ${network.isps.join(", ")}`);
      const isp = network.isp(name);
      if (words.length > 0) changeIsp(isp, words);
      return ispText(name, isp);
    },
  },
  target: {
    usage: "target 8.8.8.8 down|up",
    help: "silence a host of the internet, or let it answer again",
    run: ([address = "", state, ...rest], on) => {
      none(rest);
      const alive = choice(state, upDown);
      try {
        networkOf(on).target(address, alive);
      } catch (error) {
        throw new ControlError((error as Error).message);
      }
      return `${address} ${alive ? "answers" : "is silent"}`;
    },
  },
  clock: {
    usage: "clock, clock +5m, clock speed 60",
    help: "show the time, move it (--clock stepped), change how fast it goes (--speed)",
    run: moveClock,
  },
  traffic: {
    usage: "traffic report [json], traffic reset, traffic on|off",
    help: "what measured traffic got through; begin counting anew; switch it",
    run: ([what, ...words], on) => choice(what, traffic)(networkOf(on), words),
  },
  log: {
    usage: "log [20]",
    help: "the last lines of the router's log; 0 for all",
    run: (words, on) =>
      lines(
        on.router.config.print("/log").map(({ time, topics, message }) => `${time} ${topics} ${message}`),
        words,
      ),
  },
  events: {
    usage: "events [20]",
    help: "the last lines of what happened in the network; 0 for all",
    run: (words, on) => lines(networkOf(on).log.list(), words),
  },
  requests: {
    usage: "requests [20]",
    help: "the last requests of the router's own that arrived at a server; 0 for all",
    run: (words, on) => lines(networkOf(on).requests().map(requestText), words),
  },
  reboot: {
    usage: "reboot",
    help: "restart the router",
    run: (words, on) => {
      none(words);
      return restart(on, "orderly");
    },
  },
  "power-cut": {
    usage: "power-cut",
    help: "take the router's power away and give it back",
    run: (words, on) => {
      none(words);
      return restart(on, "power cut");
    },
  },
  help: {
    usage: "help",
    help: "this list",
    run: (words) => {
      none(words);
      return helpText();
    },
  },
};

export function helpText(): string {
  return Object.values(controlCommands)
    .map(({ usage, help }) => `${usage.split(", ").join("\n")}\n    ${help}`)
    .join("\n");
}

/**
 * Does what a line says.
 *
 * @returns what to show
 * @throws ControlError when it is no command, or cannot be done
 */
export async function controlCommand(line: string, on: Controlled): Promise<string> {
  const [name = "help", ...words] = line.split(/\s+/).filter((word) => word !== "");
  const found = Object.hasOwn(controlCommands, name) ? controlCommands[name] : undefined;
  if (found === undefined)
    throw new ControlError(`${name} is no command; there are: ${Object.keys(controlCommands).join(", ")}`);
  try {
    return await found.run(words, on);
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    throw new ControlError(`${error.message}\nusage: ${found.usage}`);
  }
}
