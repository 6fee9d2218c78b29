export { toRsc } from "./rsc";
export { shown, summary, toTable } from "./table";
