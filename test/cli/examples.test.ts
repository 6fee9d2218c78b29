import assert from "node:assert/strict";
import * as path from "node:path";
import { shellCommands } from "../docs/documents";
import { type ReadyRouter, readyRouter } from "../docs/set-up";
import { type Walk, walkThrough } from "../docs/walk";
import { assertCode, configurationOf } from "../support/office";
import { REPOSITORY } from "../support/package-links";
import { createProject, type PulumiProject } from "../support/pulumi-project";

interface Example {
  readonly document: string;
  /** Ports of the router that the example's README asks for. */
  readonly ports: readonly string[];
  /** Secrets that its README asks for, beside the router's password. */
  readonly answers: Readonly<Record<string, string>>;
  /** In a lab: over the service `api`, in plain text. */
  readonly lab?: boolean;
  /** Resources of ours that an `up` makes. */
  readonly resources: number;
}

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
];

/** What the examples say about a lab without a certificate. */
const plainText = "pulumi config set routeros:tls false";

for (const { document, ports, answers, lab, resources } of examples) {
  describe(`${document}, followed with the real CLI on a router made ready as the README says`, () => {
    let ready: ReadyRouter;
    let project: PulumiProject;
    let walk: Walk;
    let untouched: ReturnType<typeof configurationOf>;

    before(async () => {
      ready = await readyRouter({ interfaces: ports });
      const { router } = ready;
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
    });

    it("is applied, and a second up finds nothing to do", async () => {
      await walk.until("pulumi up");
      if (lab) assertCode(await project.run(plainText.split(" ").slice(1)), 0, plainText);
      const first = await walk.next("pulumi up");
      assertCode(first, 0, "up");
      assert.match(first.stdout, new RegExp(`\\+ ${resources + 1} created`));
      const second = await project.up(["--expect-no-changes"]);
      assertCode(second, 0, "second up");
      assert.match(second.stdout, new RegExp(`${resources + 1} unchanged`));
    });

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
