import assert from "node:assert/strict";
import * as path from "node:path";
import { assertCode, configurationOf, type Office, openOffice } from "../support/office";
import { REPOSITORY } from "../support/package-links";
import type { ConfigValue } from "../support/pulumi-project";

interface Example {
  readonly folder: string;
  /** Ports of the router that the example's README asks for. */
  readonly ports: readonly string[];
  readonly config: Readonly<Record<string, ConfigValue>>;
  /** Resources of ours that a second `up` must find unchanged. */
  readonly resources: number;
}

const examples: readonly Example[] = [
  {
    folder: "raw-resources",
    ports: ["ether1", "ether2", "ether3"],
    config: {
      "raw-resources:pppoeUser": "user1",
      "raw-resources:pppoePassword": { secret: "password of the line" },
      "raw-resources:greSecret": { secret: "secret of the tunnel" },
      "raw-resources:ipsecSecret": { secret: "secret of the peer" },
    },
    resources: 25,
  },
  {
    folder: "article",
    ports: ["ether1-isp1", "ether2-isp2", "ether3"],
    config: { "article:pppoePassword": { secret: "password of the line" } },
    resources: 32,
  },
];

for (const { folder, ports, config, resources } of examples) {
  describe(`examples/${folder} with the real CLI`, () => {
    let office: Office;
    let untouched: ReturnType<typeof configurationOf>;

    before(async () => {
      const program = { folder: path.join(REPOSITORY, "examples", folder) };
      office = await openOffice({ program, config, router: { interfaces: ports } });
      untouched = configurationOf(office.router);
    });

    after(() => office?.close());

    it("is applied, and a second up finds nothing to do", async () => {
      const first = await office.project.up();
      assertCode(first, 0, "up");
      assert.match(first.stdout, new RegExp(`\\+ ${resources + 1} created`));
      const second = await office.project.up(["--expect-no-changes"]);
      assertCode(second, 0, "second up");
      assert.match(second.stdout, new RegExp(`${resources + 1} unchanged`));
    });

    it("has a clean preview, and none of its secrets anywhere in clear", async () => {
      assertCode(await office.project.preview(["--expect-no-changes"]), 0, "preview");
      for (const value of Object.values(config)) {
        if (typeof value !== "string") assert.deepEqual(office.project.filesContaining(value.secret), []);
      }
    });

    it("leaves the router as it was when it is destroyed", async () => {
      assertCode(await office.project.destroy(), 0, "destroy");
      assert.deepEqual(configurationOf(office.router), untouched);
    });
  });
}
