/** The scripts that the page carries: Chart.js, and its own modules in one piece. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

/** Modules of the page are built beside this one; where TypeScript runs as it is (ts-node), so do they. */
const extension = extname(__filename);
const folder = join(__dirname, "client");

/** What ts-node leaves in `process` for programs that it runs (its documentation, "REGISTER_INSTANCE"). */
const registered = Symbol.for("ts-node.register.instance");

interface TsNode {
  compile(code: string, file: string): string;
}

/** A module as JavaScript with `require` and `exports`. */
function compiled(file: string): string {
  const text = readFileSync(file, "utf8");
  if (extension === ".js") return text;
  const tsNode = (process as { [registered]?: TsNode })[registered];
  if (tsNode === undefined)
    throw new Error(`${file} is TypeScript, and ts-node does not run: build it first`);
  return tsNode.compile(text, file);
}

/** The page's own script. Its modules find each other, and Chart.js, by the names that they import. */
export function ownScript(): string {
  const modules = readdirSync(folder)
    .filter((file) => file.endsWith(extension) && !file.endsWith(".d.ts"))
    .sort()
    .map(
      (file) =>
        `${JSON.stringify(`./${basename(file, extension)}`)}(exports, require) {\n${plain(compiled(join(folder, file)))}}`,
    );
  return plain(`(() => {
const modules = {\n${modules.join(",\n")}\n};
const loaded = { "chart.js/auto": { Chart, Tooltip: Chart.Tooltip } };
const require = (name) => {
  if (!(name in loaded)) modules[name]((loaded[name] = {}), require);
  return loaded[name];
};
require("./main");
})();`);
}

/** Chart.js as its package has it for browsers, its licence's notice included. */
export function chartScript(): string {
  return plain(readFileSync(join(dirname(require.resolve("chart.js")), "chart.umd.min.js"), "utf8"));
}

/** Without the way to maps, which a single file has not; and nothing in it ends the element that it stands in. */
const plain = (code: string): string =>
  code
    .replace(/^\/\/# sourceMappingURL=.*$/gm, "")
    .replace(/<\/(script)|<!--/gi, (found) => `\\x3c${found.slice(1)}`);
