import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { DualWanFailover, type DualWanFailoverArgs, parseDualWan, planDualWan } from "../../../src";
import { slug } from "../../../src/failover/component/dual-wan-failover";
import type { Transforms } from "../../../src/failover/component/transform";
import { type Declared, declared } from "../support/declared";
import { everything, plain, secrets } from "../support/offices";

const name = "office-12";

/** The arguments without a look at a router. */
const args = (more: object = {}): DualWanFailoverArgs =>
  ({ ...plain, preflight: "off", ...more }) as unknown as DualWanFailoverArgs;

const office = (given: DualWanFailoverArgs) => declared(() => new DualWanFailover(name, given));

const childOf = (resources: readonly Declared[], key: string): Declared => {
  const found = resources.filter((one) => one.name === `${name}-${slug(key)}`);
  assert.equal(found.length, 1, `${found.length} children for "${key}"`);
  return found[0] as Declared;
};

describe("the children of a DualWanFailover", () => {
  it("are one for each step of the plan, named after the component and the step, and belong to it", async () => {
    const given = args(everything);
    const { resources } = await office(given);
    const [component, ...children] = resources;
    assert.deepEqual([component?.kind, component?.name], ["routeros:failover:DualWanFailover", name]);
    const { steps } = planDualWan(parseDualWan(given as never));
    assert.deepEqual(
      children.map((child) => child.name).toSorted(),
      steps.map(({ key }) => `${name}-${slug(key)}`).toSorted(),
    );
    assert.equal(new Set(children.map((child) => child.name)).size, steps.length, "two have one name");
    for (const child of children) assert.equal(child.parent, name, child.name);
  });

  it("wait for exactly the steps that the plan puts before them", async () => {
    const given = args(everything);
    const { resources } = await office(given);
    for (const step of planDualWan(parseDualWan(given as never)).steps) {
      const wanted = step.after.map((key) => `${name}-${slug(key)}`);
      const missing = wanted.filter((one) => !childOf(resources, step.key).after.includes(one));
      assert.deepEqual(missing, [], step.key);
    }
  });

  it("end with the first run behind everything, and the schedule behind that", async () => {
    const { resources } = await office(args());
    const run = resources.find(({ kind }) => kind === "ScriptRun");
    const schedules = resources.filter(({ kind }) => kind === "Scheduler");
    const before = resources.filter(
      ({ kind }) => !["ScriptRun", "Scheduler", "routeros:failover:DualWanFailover"].includes(kind),
    );
    assert.deepEqual(run?.after.toSorted(), before.map((one) => one.name).toSorted());
    assert.ok(schedules.length > 0);
    for (const { after } of schedules) assert.ok(after.includes(run?.name ?? "?"));
  });

  it("have their passwords and the source with tokens secret, and nothing else that holds one", async () => {
    const { resources } = await office(args(everything));
    assert.ok(childOf(resources, "ISP1 line").secret.includes("password"));
    assert.ok(childOf(resources, "upd_route_rules_notify").secret.includes("source"));
    for (const { name: child, inputs, secret } of resources) {
      const open = Object.fromEntries(Object.entries(inputs).filter(([key]) => !secret.includes(key)));
      for (const word of secrets)
        assert.ok(!JSON.stringify(open).includes(word), `${child} holds ${word} in clear`);
    }
  });

  it("take outputs for secrets, whose values get into the right places", async () => {
    const program = () =>
      new DualWanFailover(
        name,
        args({
          wans: [{ ...plain.wans[0], password: pulumi.secret("later") }, plain.wans[1]],
          onSwitch: {
            notify: [{ telegram: { token: pulumi.output(Promise.resolve('1:to"ken$')), chat: "-1" } }],
          },
        }),
      );
    const { resources } = await declared(program);
    const value = (child: Declared, key: string) =>
      (child.inputs[key] as { value?: unknown } | undefined)?.value;
    assert.equal(value(childOf(resources, "ISP1 line"), "password"), "later");
    const source = String(value(childOf(resources, "upd_route_rules_notify"), "source"));
    assert.ok(source.includes('1:to\\"ken\\$'), source);
    assert.doesNotMatch(source, /sealed\.invalid/);
  });

  it("do not tell their secrets by the words that run the first run again", async () => {
    const { resources } = await office(args(everything));
    const run = JSON.stringify(resources.find(({ kind }) => kind === "ScriptRun")?.inputs);
    for (const word of secrets) assert.ok(!run.includes(word), word);
  });

  it("refuse an output in any other place, by its name", async () => {
    const given = args({
      wans: [{ ...plain.wans[0], interface: pulumi.output("ether1") }, plain.wans[1]],
    });
    await assert.rejects(office(given), /wans\[0\]\.interface must be known when the office is planned/);
  });

  it("carry the router's name and adopt, where they are given", async () => {
    const { resources } = await office(args({ router: "hq", adopt: true }));
    for (const { kind, name: child, inputs } of resources.slice(1)) {
      assert.equal(inputs.router, "hq", child);
      if (!["RuleOrder", "ScriptRun"].includes(kind)) assert.equal(inputs.adopt, true, child);
    }
  });

  it("stay on the router when others may refer to them", async () => {
    const { resources } = await office(args());
    assert.equal(childOf(resources, "WAN list").retainOnDelete, true);
    assert.equal(childOf(resources, "ISP1 NAT").retainOnDelete, false);
  });
});

describe("the transforms of a DualWanFailover", () => {
  const transformedBy = async (transform: Transforms) => (await office(args({ transform }))).resources;

  it("have the last word on arguments and options: of a part, then of a kind, then of a row", async () => {
    const resources = await transformedBy({
      "ISP1 NAT": { log: true, logPrefix: "by row" },
      FirewallNat: { logPrefix: "by kind", srcAddress: "10.0.0.0/8" },
      NAT: ({ args: given, options }) => {
        given.srcAddress = "by part";
        options.protect = true;
      },
    });
    const [first, second] = [childOf(resources, "ISP1 NAT"), childOf(resources, "ISP2 NAT")];
    assert.deepEqual(
      [first.inputs.log, first.inputs.logPrefix, first.inputs.srcAddress, first.protect],
      [true, "by row", "10.0.0.0/8", true],
    );
    assert.deepEqual(
      [second.inputs.log, second.inputs.logPrefix, second.protect],
      [undefined, "by kind", true],
    );
    assert.equal(childOf(resources, "ISP1 mangle").protect, false);
  });

  it("are refused when they fit nothing, which would else pass in silence", async () => {
    await assert.rejects(
      transformedBy({ "ISP3 NAT": { log: true } }),
      /transform names "ISP3 NAT", which is no/,
    );
  });

  it("do not share what they change with other children (seeded)", async () => {
    const { steps } = planDualWan(parseDualWan(plain));
    const rows = steps.filter((step) => step.is === "row").map(({ key }) => key);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...rows), async (key) => {
        const resources = await transformedBy({
          [key]: ({ args: given, options }) => {
            given.comment = "changed";
            options.protect = true;
          },
        });
        const changed = resources.filter((one) => one.protect || one.inputs.comment === "changed");
        assert.deepEqual(
          changed.map((one) => one.name),
          [`${name}-${slug(key)}`],
        );
      }),
      { numRuns: 3 },
    );
  });
});

describe("the outputs of a DualWanFailover", () => {
  const valueIn = <T>(output: pulumi.Output<T>): Promise<T> =>
    new Promise((resolve) => output.apply((value) => resolve(value)));

  const asTheRouterSays: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    "upd-route-rules-status": {
      runtime: { source: "wan=ISP2;since=2026-01-01 12:00:00;why=ISP1 lost 12 of 36 probes;switches=3" },
    },
    "isp1-rule": { runtime: { srcAddress: "203.0.113.10/32" } },
    "isp2-rule": { srcAddress: "192.0.2.2/32" },
    "isp1-route": { gateway: ["pppoe-isp1"] },
    "isp2-route": { runtime: { gateway: ["198.51.100.1%ether2"] } },
  };

  it("are what the router said of the rows: live values where it owns them, nothing for a stand-in", async () => {
    const outputs = (_: string, child: string) => asTheRouterSays[child.replace(`${name}-`, "")] ?? {};
    const { result } = await declared(() => new DualWanFailover(name, args()), { outputs });
    assert.equal(await valueIn(result.activeWan), "ISP2");
    assert.equal(await valueIn(result.since), "2026-01-01 12:00:00");
    assert.equal(await valueIn(result.reason), "ISP1 lost 12 of 36 probes");
    assert.deepEqual(await valueIn(result.addresses), { ISP1: "203.0.113.10", ISP2: "" });
    assert.deepEqual(await valueIn(result.gateways), { ISP1: "pppoe-isp1", ISP2: "198.51.100.1%ether2" });
  });

  it("name the first line while nothing is written down yet, and no secret is among them", async () => {
    const { result } = await declared(() => new DualWanFailover(name, args()));
    assert.deepEqual(
      [await valueIn(result.activeWan), await valueIn(result.since), await valueIn(result.reason)],
      ["ISP1", "", ""],
    );
    const { activeWan, since, reason, addresses, gateways } = result;
    const told: readonly pulumi.Output<unknown>[] = [activeWan, since, reason, addresses, gateways];
    for (const output of told) assert.equal(await pulumi.isSecret(output), false);
  });

  it("tell by the routes themselves where these decide", async () => {
    const outputs = (_: string, child: string) => (child === `${name}-gw1` ? { inactive: "true" } : {});
    const program = () => new DualWanFailover(name, args({ strategy: "recursive" }));
    const { result } = await declared(program, { outputs });
    assert.equal(await valueIn(result.activeWan), "ISP2");
  });
});
