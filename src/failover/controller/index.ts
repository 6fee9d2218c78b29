/** The scripts of an office. */
export { decideSource } from "./decide";
export { hookSource } from "./hooks";
export { notifySource } from "./notify";
export { setupSource } from "./setup";
export { syncSource } from "./sync";
