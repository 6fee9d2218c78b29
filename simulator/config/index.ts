/** The configuration plane of a simulated router: menus, rows, errors, history, safe mode. */
import type { PlaneOptions } from "./environment";
import { RouterConfiguration } from "./plane";

export type {
  DeviceMode,
  HookJob,
  InterfaceTraffic,
  LineState,
  NetworkPlane,
  PingModel,
  PingRequest,
  PlaneOptions,
  SavedState,
  UserOptions,
} from "./environment";
export type { Adding, Changes, Properties } from "./hand";
export { RouterConfiguration } from "./plane";

/** A router as from the factory, with the options' users and ports, or as it was saved. */
export function createConfigurationPlane(options: PlaneOptions): RouterConfiguration {
  return new RouterConfiguration(options);
}
