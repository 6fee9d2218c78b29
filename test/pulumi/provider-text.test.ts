import { strict as assert } from "node:assert";
import * as pulumi from "@pulumi/pulumi";

/**
 * What Pulumi keeps in the state of every resource, and runs years later. It is a state format: a change here shows
 * as a change of every resource of every user.
 */
const pinned = (kind: string) =>
  `exports.handler = () => require("pulumi-routeros-provider/crud").provider("${kind}");\n`;

interface Registered {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
}

describe("the provider text in Pulumi's state", () => {
  const registered: Registered[] = [];

  before(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ type, inputs, id }) => {
        registered.push({ type, inputs });
        return { id: id ?? "id", state: inputs };
      },
      call: () => ({}),
    });
    const { FirewallMangle, IpSettings, RouterItem, RuleOrder, ScriptRun } =
      require("../../src") as typeof import("../../src");
    const rule = new FirewallMangle("rule", { comment: "a rule", chain: "prerouting" });
    const resources = [
      rule,
      new RuleOrder("order", { section: "a", rules: [rule] }),
      new IpSettings("settings", { rpFilter: "loose" }),
      new ScriptRun("run", { script: "sync", triggers: [rule.comment] }),
      new RouterItem("item", { path: "/ip/dns/static", key: ["name"], properties: { name: "a" } }),
    ];
    // Its name is known when a resource is registered.
    await Promise.all(resources.map(({ urn }) => new Promise((resolve) => urn.apply(resolve))));
  });

  for (const kind of ["FirewallMangle", "RuleOrder", "RouterItem", "IpSettings", "ScriptRun"]) {
    it(`is the pinned text, under the pinned type token, for ${kind}`, () => {
      const resource = registered.find(({ type }) => type === `pulumi-nodejs:dynamic/routeros:${kind}`);
      assert.ok(resource, `${kind} was not registered under its type token`);
      assert.equal(resource.inputs.__provider, pinned(kind));
    });
  }

  it("loads the engine from the project folder and offers every method", () => {
    const requireFromString = require("require-from-string");
    const provider = requireFromString(pinned("FirewallMangle")).handler();
    const methods = ["configure", "check", "diff", "create", "read", "update", "delete"];
    assert.deepEqual(Object.keys(provider).sort(), methods.sort());
  });

  it("marks credentials as secret even where the program passes them in clear", async () => {
    const { PppoeClient } = require("../../src") as typeof import("../../src");
    const line = new PppoeClient("line", { name: "isp1", interface: "ether1", password: "in clear" });
    assert.equal(await pulumi.isSecret(line.password), true);
  });

  it("marks what the program calls sensitive as secret, and wants to know it at once", async () => {
    const { Script } = require("../../src") as typeof import("../../src");
    const script = new Script("notify", { name: "notify", source: "a token", sensitive: ["source"] });
    assert.deepEqual(await Promise.all([pulumi.isSecret(script.source), pulumi.isSecret(script.name)]), [
      true,
      false,
    ]);
    for (const sensitive of [pulumi.output(["source"]), [pulumi.output("source")]]) {
      const args = { name: "later", source: "a token", sensitive: sensitive as unknown as ["source"] };
      assert.throws(
        () => new Script("later", args),
        /Script "later": sensitive must be a list of names as they are/,
      );
    }
  });
});
