export { html } from "./html";
export { list, terminal } from "./terminal";
