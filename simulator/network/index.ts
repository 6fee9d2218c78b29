/** The network around a simulated router: interfaces, providers, routing, NAT, connections, measured traffic. */
export type { IspControl } from "./access/control";
export type { HttpOptions, TargetOptions } from "./access/internet";
export type { Access, IspOptions, IspState } from "./access/options";
export {
  createNetwork,
  type Network,
  type NetworkOptions,
  type NetworkReport,
} from "./network";
export type { RequestReport } from "./requests/book";
export type { DefaultQuery, DefaultWay, NextHop } from "./routing/default-way";
export type { Time, TimelineEvent } from "./timeline";
export type { LeakReport } from "./traffic/leaks";
export type {
  ForwardSource,
  GreSource,
  HostSource,
  RouterSource,
  SourceOptions,
  TcpSource,
  UdpSource,
} from "./traffic/options";
export type { Outage, SourceReport } from "./traffic/tally";
