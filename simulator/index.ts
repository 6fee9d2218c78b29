/**
 * A simulated MikroTik router in this process: its API over TCP and TLS, its configuration, its faults.
 * `startRouter` is the way in.
 */
export { type CertificateOptions, createCertificate, type ServerCertificate } from "./api/certificate";
export type { CommandLog, LoggedCommand } from "./api/command-log";
export type { CommandFault, Fault, Faults, InjectedFault, RefuseFault, When } from "./api/faults";
export { foreignMenus } from "./api/foreign-rows";
export type { Limits } from "./api/intake";
export type { LoginForm } from "./api/login";
export type { TlsIdentity } from "./api/server";
export type { ConnectionInfo } from "./api/session";
export type { Shaping } from "./api/shaping";
export { type RouterOptions, type SeedRow, type SimulatedRouter, startRouter } from "./api/simulated-router";
export {
  type CallOff,
  type Clock,
  type ManualClock,
  manualClock,
  type PacedClock,
  type PacedClockOptions,
  pacedClock,
  realClock,
} from "./clock";
export {
  type Adding,
  type Changes,
  createConfigurationPlane,
  type DeviceMode,
  type LineState,
  type PingModel,
  type PlaneOptions,
  type Properties,
  type RouterConfiguration,
  type SavedState,
  type UserOptions,
} from "./config";
export {
  type Caller,
  CommandFailure,
  type ConfigurationPlane,
  type RouterOsVersion,
  routerOsVersions,
  type Trap,
} from "./config/contract";
export type { LogLine } from "./config/log";
export type { ConfigurationChange, ConfigurationWrite, Writer } from "./config/writes";
export {
  type Answer,
  ControlError,
  type Controlled,
  type ControlServer,
  controlCommand,
  type NetworkFile,
  parseNetworkFile,
  readNetworkFile,
  sendCommand,
  serveControl,
} from "./control";
export { installJobs } from "./jobs";
export {
  type Access,
  createNetwork,
  type DefaultQuery,
  type DefaultWay,
  type HttpOptions,
  type IspControl,
  type IspOptions,
  type IspState,
  type LeakReport,
  type Network,
  type NetworkOptions,
  type NetworkReport,
  type NextHop,
  type Outage,
  type RequestReport,
  type SourceOptions,
  type SourceReport,
  type TargetOptions,
  type Time,
  type TimelineEvent,
} from "./network";
export {
  failureText,
  hookCaller,
  installScripts,
  ParseFailure,
  parseScript,
  type RunOptions,
  runScript,
  ScriptFailure,
  type ScriptHost,
  ScriptStopped,
  type Scripts,
} from "./script";
