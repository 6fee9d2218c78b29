export { type HtmlOptions, html } from "./page";
export { list, terminal } from "./terminal";
