import assert from "node:assert/strict";
import * as path from "node:path";
import {
  createNetwork,
  type IspOptions,
  type PacedClock,
  pacedClock,
  type SimulatedRouter,
} from "../../simulator/index";
import { readSite } from "../../src/cli/site-file";
import { planDualWan } from "../../src/failover/plan";
import { shellCommands } from "../docs/documents";
import { type ReadyRouter, readyRouter } from "../docs/set-up";
import { type Walk, walkThrough } from "../docs/walk";
import { isps } from "../support/living-office";
import { assertCode, configurationOf } from "../support/office";
import { REPOSITORY } from "../support/package-links";
import { createProject, type PulumiProject } from "../support/pulumi-project";

interface Example {
  readonly document: string;
  /** Its lines, and the modems of the router: for an office that decides between lines. */
  readonly lines?: readonly IspOptions[];
  readonly modems?: readonly string[];
  /** Resources of its own beside the office that `site.yaml` describes. */
  readonly more?: number;
  /** Ports of the router that the example's README asks for. */
  readonly ports: readonly string[];
  /** Secrets that its README asks for, beside the router's password. */
  readonly answers: Readonly<Record<string, string>>;
  /** In a lab: over the service `api`, in plain text. */
  readonly lab?: boolean;
  /** Resources of ours that an `up` makes; of an office with lines as many as the plan of its `site.yaml` has steps. */
  readonly resources?: number;
}

const lte = {
  name: "LTE",
  access: "lte",
  ...{ interface: "lte1", address: "198.51.100.130" },
  gateway: "198.51.100.129",
} as const satisfies IspOptions;
const standing = {
  name: "ISP1",
  access: "static",
  ...{ interface: "ether1", address: "203.0.113.10/29" },
  gateway: "203.0.113.9",
} as const satisfies IspOptions;

const examples: readonly Example[] = [
  {
    document: "examples/raw-resources/README.md",
    ports: ["ether1", "ether2", "ether3"],
    answers: {
      pppoePassword: "password of the line",
      greSecret: "secret of the tunnel",
      ipsecSecret: "secret of the peer",
    },
    resources: 28,
  },
  {
    document: "examples/article/README.md",
    ports: ["ether1-isp1", "ether2-isp2", "ether3"],
    answers: { pppoePassword: "password of the line" },
    lab: true,
    resources: 32,
  },
  {
    document: "examples/dual-wan/README.md",
    ports: ["ether1", "ether2", "ether3"],
    answers: { pppoePassword: "password of the line", telegramToken: "1234:token of the bot" },
    lines: [isps.pppoe, isps.dhcp],
  },
  {
    document: "examples/dual-wan-static-lte/README.md",
    ports: ["ether1", "ether2", "ether3"],
    answers: {},
    lines: [standing, lte],
    modems: ["lte1"],
    more: 1,
  },
  {
    document: "examples/three-wans/README.md",
    ports: ["ether1", "ether2", "ether3"],
    answers: { pppoePassword: "password of the line" },
    lines: [isps.pppoe, isps.dhcp, lte],
    modems: ["lte1"],
  },
];

/** The office that an example's `site.yaml` describes, and with it its program. */
const officeOf = ({ document }: Example) =>
  readSite(path.join(REPOSITORY, path.dirname(document), "site.yaml")).office;

/** The steps of its plan, the component itself, and what is declared beside it. */
const stepsOf = (example: Example): number =>
  planDualWan(officeOf(example)).steps.length + 1 + (example.more ?? 0);

/** What an office has before: the lists of RouterOS's own configuration, DNS, a network inside, and a modem that is set up. */
function furnish({ config, plane }: SimulatedRouter, { lines, modems = [] }: Example): void {
  if (lines === undefined) return;
  config.add("/interface/list", { name: "WAN" });
  config.add("/interface/bridge", { name: "bridge" });
  config.set("/ip/dns", "", { servers: "9.9.9.9" });
  if (modems.length > 0) config.set("/interface/lte/apn", "default", { "default-route-distance": "200" });
  createNetwork({ router: plane, isps: lines, targets: [{ address: "1.1.1.1" }, { address: "8.8.8.8" }] });
}

/** What the examples say about a lab without a certificate. */
const plainText = "pulumi config set routeros:tls false";

for (const example of examples) {
  const { document, ports, answers, lab, lines, modems, resources = stepsOf(example) } = example;
  describe(`${document}, followed with the real CLI on a router made ready as the README says`, () => {
    let ready: ReadyRouter;
    let project: PulumiProject;
    let walk: Walk;
    let untouched: ReturnType<typeof configurationOf>;
    let clock: PacedClock | undefined;

    before(async () => {
      clock = lines && pacedClock({ speed: 10, start: Date.UTC(2026, 0, 1, 12) });
      ready = await readyRouter({
        interfaces: ports,
        ...(clock && { clock }),
        ...(modems && { lte: modems }),
      });
      const { router } = ready;
      furnish(router, example);
      await clock?.step(5000);
      if (lab) router.config.set("/ip/service", "api", { disabled: "no" });
      untouched = configurationOf(router);
      project = await createProject({
        program: { folder: path.join(REPOSITORY, path.dirname(document)) },
        env: { ROUTEROS_PORT: String(lab ? router.port : router.tlsPort) },
      });
      // The README makes it.
      assertCode(await project.run(["stack", "rm", "--yes", project.stack]), 0, "stack rm");
      walk = walkThrough(shellCommands(document), {
        project,
        values: { "4f0a…": ready.fingerprint },
        answers: { ...answers, "routeros:password": ready.password },
      });
    });

    after(async () => {
      await project?.dispose();
      await ready?.router.stop();
      clock?.stop();
    });

    it(
      lines ? "is applied, and tells its line" : "is applied, and a second up finds nothing to do",
      async () => {
        await walk.until("pulumi up");
        if (lab) assertCode(await project.run(plainText.split(" ").slice(1)), 0, plainText);
        const first = await walk.next("pulumi up");
        assertCode(first, 0, "up");
        assert.match(first.stdout, new RegExp(`\\+ ${resources + 1} created`));
        if (lines) {
          assert.doesNotMatch(first.stdout, /warning/);
          const { activeWan, addresses } = await project.outputs();
          assert.equal(activeWan, officeOf(example).lines[0]?.name);
          assert.ok(!Object.values(addresses as object).includes(""), JSON.stringify(addresses));
          return;
        }
        const second = await project.up(["--expect-no-changes"]);
        assertCode(second, 0, "second up");
        assert.match(second.stdout, new RegExp(`${resources + 1} unchanged`));
      },
    );

    it("has a clean preview, and none of its secrets anywhere in clear", async () => {
      assertCode(await walk.next("pulumi preview --expect-no-changes"), 0, "preview");
      for (const secret of Object.values(answers)) assert.deepEqual(project.filesContaining(secret), []);
    });

    it("leaves the router as it was when it is destroyed", async () => {
      assertCode(await walk.next("pulumi destroy"), 0, "destroy");
      walk.end();
      assert.deepEqual(configurationOf(ready.router), untouched);
    });
  });
}
