/** The menus of a version, as the router holds them. */
import type { RouterOsVersion } from "./contract";
import type { Schemas } from "./menu";
import { schemaFor } from "./schema";

export function schemasOf(version: RouterOsVersion): Schemas {
  const menus = schemaFor(version);
  return { paths: [...menus.keys()], get: (path) => menus.get(path) };
}
