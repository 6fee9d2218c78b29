/** Steering a running simulator, and describing its network in a file. */
export { type Controlled, controlCommand, helpText } from "./commands";
export { ControlError } from "./failure";
export { checkPorts, modemsOf, type NetworkFile, parseNetworkFile, readNetworkFile } from "./network-file";
export { findSocket, prepareFolder, socketFor } from "./place";
export { type Answer, type ControlServer, sendCommand, serveControl } from "./socket";
