/** Packets that left a line with a source that is not the line's. */
import type { Isp } from "../access/isp";
import { addressText } from "../addresses";
import type { LeakKind } from "../world";

export interface LeakReport {
  /** The source of traffic, or `router` for what the router sends by itself. */
  readonly traffic: string;
  readonly isp: string;
  /** The packets' source address. */
  readonly address: string;
  /** `other`: the address of another line; `private`: one that NAT should have hidden; `foreign`: any else. */
  readonly kind: LeakKind;
  readonly packets: number;
  /** Milliseconds since 1970 of the first and the last. */
  readonly first: number;
  readonly last: number;
}

export interface LeakBook {
  /** Whose packets are on their way. */
  traffic: string;
  add(isp: Isp, source: number, kind: LeakKind): void;
  report(): readonly LeakReport[];
  reset(): void;
}

export function leakBook(now: () => number, note: (message: string) => void): LeakBook {
  const leaks = new Map<string, { -readonly [name in keyof LeakReport]: LeakReport[name] }>();
  const book: LeakBook = {
    traffic: "router",
    add: (isp, source, kind) => {
      const key = `${book.traffic} ${isp.name} ${source} ${kind}`;
      const known = leaks.get(key);
      if (known !== undefined) {
        known.packets += 1;
        known.last = now();
        return;
      }
      const address = addressText(source);
      note(`${book.traffic}: a packet left ${isp.name} with the source ${address}`);
      const { traffic } = book;
      leaks.set(key, { traffic, isp: isp.name, address, kind, packets: 1, first: now(), last: now() });
    },
    report: () => [...leaks.values()].map((leak) => ({ ...leak })),
    reset: () => leaks.clear(),
  };
  return book;
}
