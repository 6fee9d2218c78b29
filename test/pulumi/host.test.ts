import assert from "node:assert/strict";
import { HostError, UNKNOWN } from "../support/dynamic-host";
import {
  closeOffices,
  configurationOf,
  inputsOf,
  type Office,
  openOffice,
  PASSWORD,
  type Program,
  type Resource,
  type State,
  textOf,
} from "./office";

const rule: Resource = {
  kind: "FirewallMangle",
  args: { comment: "ISP1 mark", chain: "prerouting", action: "accept", connectionState: ["new"] },
};
const line: Resource = {
  kind: "PppoeClient",
  args: { name: "isp1", interface: "ether1", user: "u", password: "line-secret" },
};
const mangle = "/ip/firewall/mangle";

/** A value of a kind that Pulumi's wire carries, all the way down. */
function assertPlain(value: unknown, at: string): void {
  if (Array.isArray(value)) for (const [index, one] of value.entries()) assertPlain(one, `${at}[${index}]`);
  else if (typeof value === "object" && value !== null)
    for (const [name, one] of Object.entries(value)) assertPlain(one, `${at}.${name}`);
  else assert.ok(["string", "number", "boolean"].includes(typeof value), `${at} is ${String(value)}`);
}

async function failureOf(work: Promise<unknown>): Promise<HostError> {
  const error = await work.then(
    () => assert.fail("it succeeded"),
    (reason) => reason,
  );
  assert.ok(error instanceof HostError, String(error));
  return error;
}

describe("the engine in Pulumi's host of dynamic providers", function () {
  this.timeout(60_000);
  let office: Office;
  const count = (path: string) => office.router.commands.byPath()[path] ?? 0;

  describe("from an empty router to an empty router", () => {
    for (const resource of [rule, line]) {
      it(`answers every method for ${resource.kind} with plain data`, async () => {
        office = await openOffice();
        const { host } = office;
        const given = inputsOf(resource);

        const { inputs, failures } = await host.check({}, given);
        assert.deepEqual(failures, []);
        assertPlain(inputs, "inputs");
        const again = await host.check(inputs, given);
        assert.deepEqual(again.inputs, inputs, "check of what was checked must change nothing");

        const { id, outs } = await host.create(inputs);
        assertPlain(outs, "outs");
        assert.equal(outs.__provider, textOf(resource.kind));

        const live = await host.read(id, outs);
        assert.equal(live.id, id);
        assert.deepEqual(live.inputs, inputs, "a row that was just made has no drift");
        assertPlain(live.props, "props");

        const same = await host.diff(id, live.props, inputs);
        assert.deepEqual(same, { changes: "unknown", replaces: [], deleteBeforeReplace: false });

        const changed = await host.check(inputs, { ...given, disabled: true });
        const { outs: updated } = await host.update(id, live.props, changed.inputs);
        assertPlain(updated, "updated");
        assert.deepEqual(
          [updated.disabled, updated.routerId, updated.__provider],
          [true, outs.routerId, textOf(resource.kind)],
        );

        await host.delete(id, updated);
        await host.delete(id, updated);
        assert.equal((await host.read(id, updated)).id, "");
        assert.ok(!office.output().includes("line-secret"));
      });
    }
  });

  it("shows an edit by hand in what read returns, and update repairs it", async () => {
    office = await openOffice();
    const state: State = new Map();
    const program: Program = { rule };
    assert.deepEqual(await office.apply(program, state), {});
    const [row] = office.router.config.print(mangle);
    office.router.config.set(mangle, row?.[".id"] ?? "", {
      chain: "output",
      "dst-port": "80",
      protocol: "tcp",
    });

    await office.newPhase();
    await office.refresh(state);
    const { chain, protocol, dstPort } = state.get("rule")?.inputs ?? {};
    assert.deepEqual([chain, protocol, String(dstPort)], ["output", "tcp", "80"]);
    assert.deepEqual(await office.apply(program, state), {});
    const [repaired] = office.router.config.print(mangle);
    assert.deepEqual(
      [repaired?.chain, repaired?.protocol, repaired?.["dst-port"]],
      ["prerouting", undefined, undefined],
    );
  });

  it("lets values that are not computed yet through check and diff, nested ones too", async () => {
    office = await openOffice();
    const { host } = office;
    const { inputs, failures } = await host.check(
      {},
      {
        ...inputsOf(rule),
        srcAddress: UNKNOWN,
        connectionState: ["new", UNKNOWN],
      },
    );
    assert.deepEqual(failures, []);
    assert.equal(inputs.srcAddress, UNKNOWN);
    assert.ok((inputs.connectionState as unknown[]).includes(UNKNOWN));

    const made = await host.check({}, inputsOf(rule));
    const { id, outs } = await host.create(made.inputs);
    const later = await host.check(made.inputs, { ...inputsOf(rule), srcAddress: UNKNOWN });
    assert.deepEqual(later.failures, []);
    assert.deepEqual((await host.diff(id, outs, later.inputs)).replaces, []);

    const otherKey = await host.check(made.inputs, { ...inputsOf(rule), comment: UNKNOWN });
    assert.deepEqual(otherKey.failures, []);
    assert.deepEqual(await host.diff(id, outs, otherKey.inputs), {
      changes: "unknown",
      replaces: ["comment"],
      deleteBeforeReplace: false,
    });
    assert.equal(office.router.config.print(mangle).length, 1);
  });

  it("is configured for all kinds and shares one login among them, even when all first calls come at once", async () => {
    office = await openOffice({ latency: 20 });
    const { host } = office;
    const program: Program = {
      ...Object.fromEntries(
        Array.from({ length: 6 }, (_, index) => [
          `rule${index}`,
          { ...rule, args: { ...rule.args, comment: `rule ${index}` } },
        ]),
      ),
      line,
      list: { kind: "InterfaceList", args: { name: "WAN" } },
    };
    // Without the check that the engine does first: the very first calls are the creates, all at once.
    const results = await Promise.all(
      Object.values(program).map((resource) => host.create({ ...inputsOf(resource), disabled: false })),
    );
    assert.equal(results.length, 8);
    assert.equal(count("/login"), 1);
    assert.equal(office.router.config.print(mangle).length, 6);
  });

  it("tells a partial failure with id, properties and provider text, and the next refresh finds the truth", async () => {
    office = await openOffice({
      config: { "routeros:connectDeadline": "1s" },
    });
    const { router, host } = office;
    const { inputs } = await host.check({}, inputsOf(rule));
    await host.read("/ip/firewall/mangle:nobody:000000000000", { ...inputs, fingerprint: "HEX0123" });
    // The row is added, its answer is lost, and the router stays away.
    router.faults.add(
      { kind: "drop", when: "after", on: `${mangle}/add` },
      { kind: "refuse", times: Number.POSITIVE_INFINITY },
    );
    const failure = await failureOf(host.create(inputs));
    assert.match(
      failure.message,
      /^FirewallMangle "ISP1 mark": 127.*before it answered \/ip\/firewall\/mangle\/add.*The menu could not be read again: .*Whether the row is in \/ip\/firewall\/mangle is not known: run pulumi up again/,
    );
    assert.ok(failure.partial, failure.message);
    const { id, properties, reasons } = failure.partial;
    assert.match(id, /^\/ip\/firewall\/mangle:ISP1 mark:/);
    assertPlain(properties, "properties");
    assert.equal(properties.__provider, textOf("FirewallMangle"));
    assert.equal(reasons.length, 1);
    assert.equal(router.config.print(mangle).length, 1);

    router.faults.clear();
    await office.newPhase();
    const live = await office.host.read(id, properties);
    assert.equal(live.id, id);
    assert.deepEqual(live.inputs, inputs);
    await office.host.delete(id, live.props);
    assert.deepEqual(router.config.print(mangle), []);
  });

  it("finds no row where a partial failure left none, and the state is clean again", async () => {
    office = await openOffice({
      config: { "routeros:connectDeadline": "1s" },
    });
    const state: State = new Map();
    await office.apply({ line }, state);
    office.router.faults.add(
      { kind: "drop", when: "before", on: `${mangle}/add` },
      { kind: "refuse", times: Number.POSITIVE_INFINITY, how: "reset" },
    );
    const { rule: failure } = await office.apply({ line, rule }, state);
    assert.ok(failure?.partial, String(failure));
    office.router.faults.clear();
    await office.newPhase();
    await office.refresh(state);
    assert.deepEqual([...state.keys()], ["line"]);
    assert.deepEqual(await office.apply({ line, rule }, state), {});
    assert.equal(office.router.config.print(mangle).length, 1);
  });

  it("prints no stack and no second copy of a message that the engine shows", async () => {
    office = await openOffice();
    const { host, router } = office;
    const { inputs } = await host.check({}, inputsOf(rule));
    const { id, outs } = await host.create(inputs);
    const traps = [{ message: "failure: the router says no" }];
    router.faults.add({ kind: "trap", on: `${mangle}/remove`, traps, times: 2 });
    const failure = await failureOf(host.delete(id, outs));
    assert.match(
      failure.message,
      /^FirewallMangle "ISP1 mark", row \*1 of \/ip\/firewall\/mangle: .*127\.0\.0\.1:\d+.*"failure: the router says no"/,
    );
    // The old host has ended then, so all that it printed is there.
    await office.newPhase();
    assert.doesNotMatch(office.output(), /^\s+at |RouterOS \(rejected\)|see the error of the resource/m);
    assert.ok(!office.output().includes("router says no"), office.output());
  });

  it("names resource, router, menu and RouterOS's words, and no secret, in a refused write", async () => {
    office = await openOffice();
    const { router } = office;
    const before = configurationOf(router);
    router.faults.add({
      kind: "trap",
      on: "/interface/pppoe-client/add",
      traps: [{ message: "failure: password line-secret is too weak" }],
    });
    const { line: failure } = await office.apply({ line }, new Map());
    assert.match(
      failure?.message ?? "",
      /PppoeClient "isp1".*127\.0\.0\.1:\d+.*\/interface\/pppoe-client\/add.*"failure: password \*\*\* is too weak"/,
    );
    assert.deepEqual(configurationOf(router), before);
    for (const secret of ["line-secret", PASSWORD]) {
      assert.ok(!office.output().includes(secret) && !failure?.message.includes(secret));
    }
  });

  it("refuses the state of a kind it does not know, and of a newer version, with what to install", async () => {
    office = await openOffice();
    const { host } = office;
    const news = { __provider: textOf("FirewallOfTomorrow"), comment: "a" };
    assert.match(
      (await failureOf(host.check({}, news))).message,
      /FirewallOfTomorrow.*Install the same version/,
    );
    const props = { ...inputsOf(rule), schemaVersion: 99 };
    assert.match(
      (await failureOf(host.read("/ip/firewall/mangle:a:0", props))).message,
      /FirewallMangle was written by a newer pulumi-routeros-provider.*install that version/,
    );
  });

  afterEach(closeOffices);
});
