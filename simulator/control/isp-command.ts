/** `isp ISP1 loss 30%`: what a line does from now on. */
import type { IspControl, IspState } from "../network";
import { ControlError } from "./failure";
import { choice, duration, none, onOff, percent, upDown } from "./words";

type Reader = (word: string | undefined) => Partial<IspState>;

const states: Readonly<Record<string, Reader>> = {
  loss: (word) => ({ loss: percent(word) }),
  latency: (word) => ({ latency: duration(word) }),
  jitter: (word) => ({ jitter: duration(word) }),
  upstream: (word) => ({ upstream: choice(word, { up: "up", blackhole: "blackhole" } as const) }),
  answers: (word) => ({ answers: choice(word, onOff) }),
  captive: (word) => ({ captive: choice(word, onOff) }),
  link: (word) => ({ link: choice(word, upDown) }),
};

const address = /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?$/;

function renumber(isp: IspControl, [to, gateway, ...rest]: readonly string[]): void {
  none(rest);
  for (const word of [to, gateway])
    if (word !== undefined && !address.test(word)) throw new ControlError(`${word} is no address`);
  if (to === undefined) throw new ControlError("renumber: to which address?");
  isp.renumber({ address: to, gateway });
}

const actions: Readonly<Record<string, (isp: IspControl, words: readonly string[]) => void>> = {
  terminate: (isp, words) => {
    none(words);
    isp.terminate();
  },
  forget: (isp, words) => {
    none(words);
    isp.forget();
  },
  renumber,
};

/** Pairs of words, or one action; all are read before any is done. */
export function changeIsp(isp: IspControl, words: readonly string[]): void {
  const [first = "", ...rest] = words;
  const action = Object.hasOwn(actions, first) ? actions[first] : undefined;
  if (action !== undefined) {
    action(isp, rest);
    return;
  }
  let change: Partial<IspState> = {};
  for (let at = 0; at < words.length; at += 2) {
    const name = words[at] as string;
    const read = Object.hasOwn(states, name) ? states[name] : undefined;
    if (read === undefined)
      throw new ControlError(
        `${name} is none of ${[...Object.keys(states), ...Object.keys(actions)].join(", ")}`,
      );
    change = { ...change, ...read(words[at + 1]) };
  }
  isp.set(change);
}

/** `up, link up, loss 0 %, …` */
export function ispText(name: string, { state, address: given }: IspControl): string {
  const { link, answers, upstream, loss, latency, jitter, captive } = state;
  return [
    `${name}: address ${given ?? "none"}`,
    `link ${link ? "up" : "down"}`,
    `upstream ${upstream}`,
    `loss ${loss}%`,
    `latency ${latency}ms`,
    `jitter ${jitter}ms`,
    ...(answers ? [] : ["silent"]),
    ...(captive ? ["captive portal"] : []),
  ].join(", ");
}
