/** Scripts for a configuration plane. */
import type { RouterConfiguration } from "../../config/plane";
import { createScripts, type Scripts } from "./script-plane";

/** Lets a router run scripts: `/system/script/run`, `/execute` and `/import` work from now on. */
export function installScripts(plane: RouterConfiguration): Scripts {
  return plane.attachScripts((router) => createScripts(plane, router));
}
