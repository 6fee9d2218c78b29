/** Menus around the managed ones: rows with unique names, and nothing more. */
import type { Behaviours } from "../behaviour";
import { uniqueName } from "./unique";

/** `… with such name already exists` is measured for dhcp-server; what stands before it in other menus is not established. */
const named: Readonly<Record<string, string>> = {
  "/ip/dhcp-server": "dhcp-server",
  "/ip/pool": "pool",
  "/ppp/secret": "secret",
  "/queue/simple": "queue",
};

export const others: Behaviours = Object.fromEntries(
  Object.entries(named).map(([path, noun]) => [path, { noun, unique: [uniqueName(noun)] }]),
);
