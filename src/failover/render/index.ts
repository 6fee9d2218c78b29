export { type RscOptions, toRsc } from "./rsc";
export { shown, summary, type TableOptions, toTable } from "./table";
export { wrapped } from "./wrapped";
