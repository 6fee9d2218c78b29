/** Which test runs which command of the documents. A command that neither table knows fails `commands.test.ts`. */

/** A part of a document whose shell commands a test of this repository carries out one after the other. */
export interface Followed {
  readonly document: string;
  /** All shell blocks under this heading; default: all of the document. */
  readonly heading?: string;
  /** The test, which names the document and the heading. */
  readonly test: string;
}

const command = "test/command/documents.test.ts";

export const followed: readonly Followed[] = [
  { document: "README.md", heading: "An office with two lines", test: command },
  { document: "docs/failover.md", heading: "Before anything is put on a router", test: command },
  { document: "README.md", heading: "On a real router", test: "test/cli/docs.test.ts" },
  { document: "README.md", heading: "How drift works", test: "test/cli/docs.test.ts" },
  { document: "README.md", heading: "The simulated router", test: "test/docs/simulator.test.ts" },
  { document: "simulator/README.md", test: "test/docs/simulator.test.ts" },
  { document: "docs/site.md", test: "test/cli/docs.test.ts" },
  { document: "examples/raw-resources/README.md", test: "test/cli/examples.test.ts" },
  { document: "examples/article/README.md", test: "test/cli/examples.test.ts" },
  { document: "examples/dual-wan/README.md", test: "test/cli/examples.test.ts" },
  { document: "examples/dual-wan-static-lte/README.md", test: "test/cli/examples.test.ts" },
  { document: "examples/three-wans/README.md", test: "test/cli/examples.test.ts" },
];

/** A command that another test runs. */
export interface Elsewhere {
  /** As it stands in the document. */
  readonly command: string;
  readonly test: string;
  /** Words of that file that show it: the title of the test, or the call. */
  readonly says: string;
}

const tarballs = "test/tarballs/life.ts";
const installed = "are applied by a first up, and a second up finds nothing to do";

export const elsewhere: readonly Elsewhere[] = [
  { command: "npm run demo", test: "test/cli/demo.test.ts", says: "npm run demo" },
  { command: "npm test", test: ".ci/run", says: "npm test" },
  {
    command: 'npm test -- --grep "address list"',
    test: "test/docs/commands.test.ts",
    says: "has tests for the words that the README greps for",
  },
  {
    command: "npm run conformance",
    test: "test/conformance/versions/routeros-7.12.2.test.ts",
    says: "7.12.2",
  },
  {
    command: "npm run test:router",
    test: "test/conformance/router-mode.test.ts",
    says: "has no row of the suite, whatever the scenario did",
  },
  {
    command: "npm run figures -- --write",
    test: "test/tools/figures.test.ts",
    says: "are written into the documents",
  },
  {
    command: "npx pulumi-routeros plan Pulumi.office-13.yaml",
    test: command,
    says: "npx pulumi-routeros plan Pulumi.office-13.yaml",
  },
  { command: "npm run bench", test: "test/docs/figures.test.ts", says: "bench/sites" },
  {
    command: "npm run build",
    test: "test/tools/set-up.test.ts",
    says: "builds once, then again only after a change",
  },
  {
    command: "npm install",
    test: "test/tools/set-up.test.ts",
    says: "are installed by the npm that runs us, with the development dependencies, and then are fresh",
  },
  { command: "npm install pulumi-routeros pulumi-routeros-provider", test: tarballs, says: installed },
  {
    command:
      "npm install ./pulumi-routeros-0.1.0.tgz ./pulumi-routeros-provider-0.1.0.tgz @pulumi/pulumi@3.248.0 typescript@5.9.3 ts-node@10.9.2 @types/node@20.19.43",
    test: tarballs,
    says: installed,
  },
  {
    command: "npm install --no-save ./pulumi-routeros-0.1.0.tgz ./pulumi-routeros-provider-0.1.0.tgz",
    test: tarballs,
    says: installed,
  },
  { command: "node tools/pack.js ../office-12", test: "test/support/tarballs.ts", says: "pack(" },
  { command: "node ../../tools/pack.js .", test: "test/support/tarballs.ts", says: "pack(" },
  { command: "cd ../office-12", test: "test/cli/docs.test.ts", says: "project.folder" },
  { command: "pulumi login --local", test: "test/cli/docs.test.ts", says: '"login", "--local"' },
  {
    command: "pulumi config set routeros:tls false",
    test: "test/cli/examples.test.ts",
    says: "pulumi config set routeros:tls false",
  },
  ...["plan", "rehearse"].map((command) => ({
    command: `npx pulumi-routeros ${command} site.yaml`,
    test: "test/examples/sites.test.ts",
    says: `"${command}", site`,
  })),
  { command: "pulumi up --replace", test: "test/cli/faults-replacement.test.ts", says: "--replace" },
  { command: "pulumi up --refresh=false", test: "test/cli/rotation.test.ts", says: "--refresh=false" },
  { command: "pulumi cancel", test: "test/cli/docs.test.ts", says: "until it is cancelled" },
  {
    command: "npx ts-node tools/extract-command-trees.ts <extract>",
    test: "test/simulator/schema/extract.test.ts",
    says: "is what the script derives from its source",
  },
  ...["clock +5m", "clock +15m", "link ether1 down", "traffic report", "help"].map((words) => ({
    command: `npx routeros-simulator ctl ${words}`,
    test: "test/simulator/control/serve.test.ts",
    says: `"${words}"`,
  })),
  {
    command: "npx routeros-simulator serve --network office.yaml --import office.rsc --clock stepped",
    test: "test/simulator/control/serve.test.ts",
    says: "serve --network office.yaml --import office.rsc --clock stepped",
  },
  {
    command:
      "FUZZ_RUNS=50000 npx mocha -r ts-node/register test/simulator/script/properties.test.ts --timeout 0",
    test: "test/simulator/script/properties.test.ts",
    says: "FUZZ_RUNS",
  },
  {
    command: "npx ts-node bench/office-day.ts",
    test: "test/simulator/jobs/determinism.test.ts",
    says: "bench/living-office",
  },
  {
    command: "npx routeros-simulator serve --help",
    test: "test/docs/simulator.test.ts",
    says: "lists its options",
  },
  {
    command: "npx routeros-simulator serve",
    test: "test/tarballs/simulator.test.ts",
    says: "serves a router by `npx routeros-simulator serve`",
  },
];

/** Errors in the README's table that are Pulumi's own words; test/cli/docs.test.ts gets them from the CLI. */
export const pulumisWords: readonly string[] = ["the stack is currently locked"];
