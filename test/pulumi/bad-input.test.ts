import assert from "node:assert/strict";
import {
  closeOffices,
  configurationOf,
  inputsOf,
  type Office,
  openOffice,
  type State,
  textOf,
} from "./office";

const lineSecret = "line-s3cret";
const mangle = "/ip/firewall/mangle";

interface BadInput {
  readonly what: string;
  readonly kind: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The property that the failure names. */
  readonly at: string;
  readonly says: RegExp;
}

const table: readonly BadInput[] = [
  {
    what: "a word that the property does not have",
    kind: "FirewallMangle",
    args: { comment: "a", chain: "prerouting", action: "acept" },
    at: "action",
    says: /action: .*accept/,
  },
  {
    what: "a number out of range",
    kind: "DhcpClient",
    args: { interface: "ether2", defaultRouteDistance: 256 },
    at: "defaultRouteDistance",
    says: /defaultRouteDistance: .*0.*255/,
  },
  {
    what: "a duration that is none",
    kind: "Scheduler",
    args: { name: "s", onEvent: "x", interval: "soon" },
    at: "interval",
    says: /interval: .*duration/,
  },
  {
    what: "an address that is none",
    kind: "IpAddress",
    args: { address: "10.0.0.300/24", interface: "ether2" },
    at: "address",
    says: /address: .*address/,
  },
  {
    what: "a property that the kind does not have",
    kind: "FirewallMangle",
    args: { comment: "a", chain: "prerouting", action: "accept", conectionMark: "ISP1" },
    at: "conectionMark",
    says: /FirewallMangle has no property "conectionMark": did you mean "connectionMark"\?/,
  },
  {
    what: "RouterOS's own spelling of a property",
    kind: "FirewallMangle",
    args: { comment: "a", chain: "prerouting", action: "accept", "connection-mark": "ISP1" },
    at: "connection-mark",
    says: /did you mean "connectionMark"\?/,
  },
  {
    what: "a row without what it is known by",
    kind: "FirewallMangle",
    args: { chain: "prerouting", action: "accept" },
    at: "comment",
    says: /a comment is required: .*known by it.*such as "ISP1 mark conn"/,
  },
  {
    what: "a required property that is missing",
    kind: "PppoeClient",
    args: { name: "isp1", password: lineSecret },
    at: "interface",
    says: /interface is required in \/interface\/pppoe-client/,
  },
  {
    what: "a credential of the wrong type, whose value is not repeated",
    kind: "PppoeClient",
    args: { name: "isp1", interface: "ether1", password: [lineSecret] },
    at: "password",
    says: /password: /,
  },
  {
    what: "a router that is not configured",
    kind: "InterfaceList",
    args: { name: "WAN", router: "office-13" },
    at: "router",
    says: /no router "office-13" is configured; known routers: default/,
  },
];

describe("bad input", function () {
  this.timeout(60_000);
  let office: Office;
  afterEach(closeOffices);

  it("is a failure of check that names the property and what it takes, before anything is sent to the router", async () => {
    office = await openOffice();
    const { host, router } = office;
    const before = configurationOf(router);
    for (const { what, kind, args, at, says } of table) {
      const { failures } = await host.check({}, inputsOf({ kind, args }));
      // With a property the engine would print its value, a secret one too: the reason names it instead.
      assert.deepEqual(
        failures.map(({ property }) => property),
        [""],
        `${what}: ${JSON.stringify(failures)}`,
      );
      assert.match(failures[0]?.reason ?? "", says, what);
      assert.ok(failures[0]?.reason.includes(at), what);
      assert.ok(!JSON.stringify(failures).includes(lineSecret), what);
    }
    assert.deepEqual(configurationOf(router), before);
    assert.ok(!router.commands.entries.some(({ path }) => /\/(add|set|remove)$/.test(path)));
  });

  it("of several kinds at once is told at once", async () => {
    office = await openOffice();
    const args = { comment: "a", chain: "prerouting", action: "acept", conectionMark: "x", dscp: 64 };
    const { failures } = await office.host.check({}, inputsOf({ kind: "FirewallMangle", args }));
    const named = failures.map(({ reason }) => /action:|"conectionMark"|dscp:/.exec(reason)?.[0]);
    assert.deepEqual(named.sort(), ['"conectionMark"', "action:", "dscp:"]);
  });

  it("that only a newer RouterOS knows names property, versions and router, in check and in a write", async () => {
    office = await openOffice({ version: "7.12.2" });
    const { host, router } = office;
    const before = configurationOf(router);
    const args = { interface: "ether2", checkGateway: "ping" };
    const { failures } = await host.check({}, inputsOf({ kind: "DhcpClient", args }));
    assert.equal(failures.length, 1);
    const says = /checkGateway.*7\.19.*127\.0\.0\.1:\d+.*7\.12\.2/;
    assert.match(failures[0]?.reason ?? "", says);

    // The gate holds in a write too, where a preview could not reach the router.
    const write = { ...args, disabled: false, __provider: textOf("DhcpClient") };
    await assert.rejects(host.create(write), (error: Error) => {
      assert.match(error.message, /^DhcpClient "ether2": .*checkGateway/);
      assert.match(error.message, says);
      assert.match(error.message, /Leave it out for this router, or upgrade RouterOS/);
      return true;
    });
    assert.deepEqual(configurationOf(router), before);
    const state: State = new Map();
    const corrected = { wan: { kind: "DhcpClient", args: { interface: "ether2" } } };
    assert.deepEqual(await office.apply(corrected, state), {});
    assert.deepEqual(await office.plan(corrected, state), []);
  });

  for (const [what, second] of [
    ["that are equal", { interface: "ether2" }],
    ["that differ", { interface: "ether2", usePeerDns: false }],
  ] as const) {
    it(`of two lines on one interface ${what} keeps the first, and refuses the second however often it is run`, async () => {
      office = await openOffice();
      const { router } = office;
      const state: State = new Map();
      const one = { kind: "DhcpClient", args: { interface: "ether2" } };
      const program = { isp1: one, isp2: { kind: "DhcpClient", args: second } };

      const failures = Object.values(await office.apply(program, state));
      assert.equal(failures.length, 1);
      const says =
        /^DhcpClient "ether2": router 127\.0\.0\.1:\d+ has one row \*1 .*another resource of this program manages it already: two resources must not declare the same key.*give one of them another key/;
      assert.match(failures[0]?.message ?? "", says);
      const after = configurationOf(router);
      assert.equal(router.config.print("/ip/dhcp-client").length, 1);

      await office.newPhase();
      await office.refresh(state);
      const again = Object.values(await office.apply(program, state));
      assert.equal(again.length, 1, "the second run accepted what the first refused");
      assert.match(
        again[0]?.message ?? "",
        /two resources must not declare the same key|already, and it differs/,
      );
      assert.deepEqual(configurationOf(router), after);
      assert.equal(state.size, 1);

      await office.newPhase();
      const [name = ""] = state.keys();
      const corrected = {
        [name]: program[name as keyof typeof program],
        other: { kind: "DhcpClient", args: { interface: "ether3" } },
      };
      assert.deepEqual(await office.apply(corrected, state), {});
      assert.deepEqual(await office.plan(corrected, state), []);
    });
  }

  describe("from the router", () => {
    const rule = { kind: "FirewallMangle", args: { comment: "a", chain: "prerouting", action: "accept" } };

    it("that ends each session with !fatal is told with its reason, and the state stays usable", async () => {
      office = await openOffice({ config: { "routeros:connectDeadline": "1s" } });
      const { router } = office;
      const state: State = new Map();
      const before = configurationOf(router);
      router.faults.add({
        kind: "fatal",
        reason: "router is going down",
        on: `${mangle}/add`,
        times: Number.POSITIVE_INFINITY,
      });
      const { rule: failure } = await office.apply({ rule }, state);
      assert.match(
        failure?.message ?? "",
        /FirewallMangle "a".*127\.0\.0\.1:\d+.*\/ip\/firewall\/mangle\/add.*RouterOS says "router is going down"/,
      );
      assert.deepEqual(configurationOf(router), before);
      assert.equal(state.size, 0);
      router.faults.clear();
      await office.newPhase();
      await office.refresh(state);
      assert.deepEqual(await office.apply({ rule }, state), {});
      assert.equal(router.config.print(mangle).length, 1);
    });

    it("whose user may not write is told with the user's policies, and reading still works", async () => {
      office = await openOffice();
      const { router } = office;
      const state: State = new Map();
      assert.deepEqual(await office.apply({ rule }, state), {});
      const before = configurationOf(router);
      router.config.set("/user", "pulumi", { group: "read" });
      const unchanged = configurationOf(router);
      await office.newPhase();
      await office.refresh(state);
      assert.deepEqual(await office.plan({ rule }, state), []);

      const list = { kind: "InterfaceList", args: { name: "WAN" } };
      const changed = { ...rule, args: { ...rule.args, chain: "output" } };
      const failures = await office.apply({ rule: changed, list }, state);
      const says = (subject: string, path: string) =>
        new RegExp(
          `^${subject}.*127\\.0\\.0\\.1:\\d+.*may not run ${path}: RouterOS says "not enough permissions \\(9\\)"\\. ` +
            `Add the missing policy to the user's group in /user/group \\(write for changes.*` +
            "The user pulumi is in the group read with the policies ",
        );
      assert.match(failures.rule?.message ?? "", says('FirewallMangle "a", row \\*1', `${mangle}/set`));
      assert.match(failures.list?.message ?? "", says('InterfaceList "WAN"', "/interface/list/add"));
      assert.deepEqual(configurationOf(router), unchanged);

      router.config.set("/user", "pulumi", { group: "full" });
      assert.deepEqual(configurationOf(router), before);
      await office.newPhase();
      assert.deepEqual(await office.apply({ rule: changed, list }, state), {});
    });

    it("whose user lacks sensitive refuses a script with that policy, and the message names property and policy", async () => {
      office = await openOffice();
      const { router } = office;
      const state: State = new Map();
      router.config.add("/user/group", { name: "careful", policy: "api,read,write,test" });
      router.config.set("/user", "pulumi", { group: "careful" });
      const before = configurationOf(router);
      const args = { name: "backup", source: ":log info x", policy: ["read", "sensitive"] };
      const { script: failure } = await office.apply({ script: { kind: "Script", args } }, state);
      assert.match(
        failure?.message ?? "",
        /^Script "backup".*"not enough permissions \(9\)".*group careful with the policies .*property policy asks for sensitive.*leave it out, or add it to the group/,
      );
      assert.deepEqual(configurationOf(router), before);
      const corrected = { script: { kind: "Script", args: { ...args, policy: ["read"] } } };
      assert.deepEqual(await office.apply(corrected, state), {});
      assert.deepEqual(await office.plan(corrected, state), []);
    });

    for (const version of ["7.18.2", "7.21.5"] as const) {
      it(`whose user lacks sensitive refuses declared credentials on ${version}: nothing is written, the state stays usable`, async () => {
        office = await openOffice({ version });
        const { router } = office;
        const state: State = new Map();
        const line = {
          kind: "PppoeClient",
          args: { name: "isp1", interface: "ether1", password: lineSecret },
        };
        const changed = { ...line, args: { ...line.args, disabled: true } };
        assert.deepEqual(await office.apply({ line }, state), {});
        router.config.add("/user/group", { name: "careful", policy: "api,read,write,test" });
        router.config.set("/user", "pulumi", { group: "careful" });
        const before = configurationOf(router);
        const says =
          /^PppoeClient "isp1": password cannot be compared, because the API user pulumi of router 127\.0\.0\.1:\d+ lacks the policy sensitive\. Give it .*\/user\/group\/set careful policy=[a-z,]*,sensitive$/;

        await office.newPhase();
        await assert.rejects(office.refresh(state), (error: Error) => {
          assert.match(error.message, says);
          return true;
        });
        await office.newPhase();
        const { line: failure } = await office.apply({ line: changed }, state);
        assert.match(failure?.message ?? "", says);
        const second = { ...line, args: { ...line.args, name: "isp2", interface: "ether2" } };
        const { other } = await office.apply({ line, other: second }, state);
        assert.match(
          other?.message ?? "",
          /^PppoeClient "isp2": password cannot be compared, .* sensitive\.$/,
        );
        assert.deepEqual(configurationOf(router), before);
        assert.equal(state.size, 1);

        // The command of the message.
        const [, policy = ""] = /policy=(\S+)$/.exec(failure?.message ?? "") ?? [];
        router.config.set("/user/group", "careful", { policy });
        await office.newPhase();
        await office.refresh(state);
        assert.deepEqual(await office.apply({ line: changed, other: second }, state), {});
        assert.ok(!office.output().includes(lineSecret));
      });
    }

    it("whose user's policies nobody can read takes credentials for unchanged, and says so once", async () => {
      office = await openOffice({ version: "7.18.2" });
      const { router } = office;
      const state: State = new Map();
      const line = (name: string, port: string) => ({
        kind: "PppoeClient",
        args: { name, interface: port, password: lineSecret },
      });
      const program = { isp1: line("isp1", "ether1"), isp2: line("isp2", "ether2") };
      assert.deepEqual(await office.apply(program, state), {});
      router.config.add("/user/group", { name: "careful", policy: "api,read,write,test" });
      router.config.set("/user", "pulumi", { group: "careful" });
      // As with a user of a RADIUS server, who is in no list.
      router.faults.add({
        kind: "trap",
        traps: [{ message: "not enough permissions (9)" }],
        on: "/user/print",
        times: Number.POSITIVE_INFINITY,
      });
      const before = configurationOf(router);
      await office.newPhase();
      await office.refresh(state);
      assert.deepEqual(await office.plan(program, state), []);
      const warnings = office.output().match(/credentials cannot be compared/g);
      assert.equal(warnings?.length, 1);
      assert.match(office.output(), /does not tell the policies of the API user pulumi/);
      assert.deepEqual(configurationOf(router), before);
    });
  });
});
