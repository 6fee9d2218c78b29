/** What packets to the internet use: told as it is, and each time that it changes. */
import { addressNumber, addressText } from "../addresses";
import type { Interface } from "../interfaces";
import { type Decision, lookUp, type RoutingTables } from "./decision";

/**
 * Whose packet is looked at; by default one of the first host of a LAN among the sources. It has no routing mark, and no
 * rule of the firewall gives it one.
 */
export interface DefaultQuery {
  /** Without one nothing that looks at the source matches. */
  readonly source?: string;
  /** Name of the interface that the source is behind. */
  readonly interface?: string;
  /** Default `11.22.33.44`, which stands for any host of the internet. */
  readonly destination?: string;
}

export interface NextHop {
  readonly interface: string;
  /** Undefined: on the link itself, as on PPPoE and LTE. */
  readonly gateway: string | undefined;
  /** The provider's line there. */
  readonly isp: string | undefined;
}

export interface DefaultWay {
  /** Milliseconds since 1970 of the clock that the router lives on. */
  readonly at: number;
  /** Immediate next hops: one, several of ECMP, or none. */
  readonly hops: readonly NextHop[];
  /** Why there is none. */
  readonly reason: string | undefined;
}

interface Around {
  now(): number;
  tables(): RoutingTables;
  ispOn(out: Interface): { readonly name: string } | undefined;
  /** Calls back when anything that decides may have changed. */
  watch(changed: () => void): () => void;
  /** A host of the LAN. */
  readonly host: DefaultQuery | undefined;
}

export function defaultFeed({ now, tables, ispOn, watch, host = {} }: Around) {
  /** @returns ends it */
  return (listener: (way: DefaultWay) => void, query: DefaultQuery = host): (() => void) => {
    let last: string | undefined;
    const look = (): void => {
      const { hops, reason } = wayOf(decision(tables(), query), ispOn);
      const key = JSON.stringify([hops, reason]);
      if (key === last) return;
      last = key;
      listener({ at: now(), hops, reason });
    };
    look();
    return watch(look);
  };
}

function decision(tables: RoutingTables, query: DefaultQuery): Decision {
  const { source, destination = "11.22.33.44", interface: behind } = query;
  const ends = {
    source: source === undefined ? 0 : addressNumber(source),
    destination: addressNumber(destination),
    in: behind === undefined ? undefined : tables.interfaces.named(behind),
    routingMark: "",
  };
  return lookUp(tables, ends);
}

function wayOf(found: Decision, ispOn: Around["ispOn"]): Pick<DefaultWay, "hops" | "reason"> {
  if (found.to === "local") return { hops: [], reason: "the router itself" };
  if (found.to === "nowhere") return { hops: [], reason: found.reason };
  const hops = found.paths.map(({ out, gateway }) => ({
    interface: out.name,
    gateway: gateway === undefined ? undefined : addressText(gateway),
    isp: ispOn(out)?.name,
  }));
  return { hops, reason: undefined };
}
