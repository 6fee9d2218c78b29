import assert from "node:assert/strict";
import { type RouterOptions, type SimulatedRouter, startRouter } from "../../../simulator/index";
import { DualWanFailover, type DualWanFailoverArgs } from "../../../src";
import { declared } from "../support/declared";
import { plain } from "../support/offices";

const password = "s3cret-of-the-office";

describe("the look at the router before a deployment", function () {
  this.timeout(30_000);
  let router: SimulatedRouter;

  async function open(options: RouterOptions = {}, prepare: (router: SimulatedRouter) => void = () => {}) {
    router = await startRouter({ users: [{ name: "pulumi", password }], ...options });
    router.config.add("/interface/bridge", { name: "bridge" });
    router.config.set("/ip/dns", "", { servers: "9.9.9.9" });
    prepare(router);
  }

  afterEach(() => router?.stop());

  /** The office as a program declares it, on that router. */
  const deploy = (more: object = {}, preview = false, port = router.port) =>
    declared(() => new DualWanFailover("office", { ...plain, ...more } as unknown as DualWanFailoverArgs), {
      preview,
      config: {
        ...{ "routeros:host": "127.0.0.1", "routeros:port": String(port), "routeros:tls": "false" },
        ...{ "routeros:user": "pulumi", "routeros:password": password },
      },
    });

  const strict = (of: SimulatedRouter) => of.config.set("/ip/settings", "", { "rp-filter": "strict" });
  const words = /rp-filter is strict: what comes in on the line that is not in use is dropped/;

  for (const [phase, preview] of [
    ["a preview", true],
    ["an update", false],
  ] as const) {
    it(`warns in ${phase}, and declares everything all the same`, async () => {
      await open({}, strict);
      const { said, resources } = await deploy({}, preview);
      assert.match(said.join("\n"), new RegExp(`warning: .*${words.source}`));
      assert.ok(resources.length > 40, `${resources.length} resources`);
    });

    it(`ends ${phase} with "enforce" before anything is declared, with everything that is wrong`, async () => {
      await open({ interfaces: ["ether1"] }, strict);
      let declaredBefore = 0;
      await assert.rejects(deploy({ preflight: "enforce" }, preview), (error: Error) => {
        declaredBefore = router.commands.byPath()["/ip/route/add"] ?? 0;
        assert.match(error.message, /cannot be set up on its router as it is, and nothing was changed:/);
        assert.match(error.message, words);
        assert.match(error.message, /ISP2: the router has no interface ether2\. It has .*ether1/);
        return true;
      });
      assert.equal(declaredBefore, 0);
    });

    it(`asks no router in ${phase} with "off"`, async () => {
      await open({}, strict);
      const { said, resources } = await deploy({ preflight: "off" }, preview);
      assert.deepEqual(said, []);
      assert.equal(router.commands.count, 0);
      assert.ok(resources.length > 40);
    });
  }

  it("says nothing but notes about a router that is fit, with enforce, too", async () => {
    await open();
    const { said } = await deploy({ preflight: "enforce" });
    assert.deepEqual(
      said.filter((line) => !line.startsWith("info:")),
      [],
    );
  });

  it("says that the router cannot be reached, goes on, and ends with enforce; the password is nowhere", async () => {
    await open();
    const { port } = router;
    await router.stop();
    const { said, resources } = await deploy({}, true, port);
    assert.match(
      said.join("\n"),
      /warning: .*The router was not looked at before the deployment: .*127\.0\.0\.1/,
    );
    assert.ok(resources.length > 40);
    await assert.rejects(deploy({ preflight: "enforce" }, true, port), (error: Error) => {
      assert.match(error.message, /127\.0\.0\.1/);
      assert.ok(!error.message.includes(password));
      return true;
    });
    assert.ok(!said.join("\n").includes(password));
  });

  it("looks again after an update, and never in a preview", async () => {
    await open();
    const looks = () => router.commands.byPath()["/system/clock/print"] ?? 0;
    await deploy({}, true);
    assert.equal(looks(), 1);
    await deploy({}, false);
    assert.equal(looks(), 3);
  });

  const findings: readonly (readonly [
    what: string,
    args: object,
    options: RouterOptions,
    prepare: (of: SimulatedRouter) => void,
    words: RegExp,
  ])[] = [
    [
      "a router of the other family",
      {},
      { version: "6.49" },
      () => {},
      /The router runs 6\.49.*: set "dialect" to 6/,
    ],
    [
      "arguments for the other family",
      { dialect: 6 },
      {},
      () => {},
      /dialect 6 is for RouterOS 6: leave "dialect" out/,
    ],
    [
      "arguments that are newer than the router",
      { strategy: "recursive", probes: { checkGateway: { interval: "2s", timeout: "500ms", count: 2 } } },
      { version: "7.18.2" },
      () => {},
      /needs RouterOS 7\.21 or newer, and the router runs 7\.18\.2/,
    ],
    [
      "a user that may do less than its scripts",
      {},
      {
        users: [{ name: "pulumi", password, group: "read" }],
      },
      () => {},
      /The user of the deployment lacks write, policy, sensitive:/,
    ],
    [
      "a port of a bridge",
      {},
      {},
      (of) => of.config.add("/interface/bridge/port", { bridge: "bridge", interface: "ether2" }),
      /ISP2: ether2 is a port of a bridge/,
    ],
    [
      "a default route of somebody else",
      {},
      {},
      (of) => of.config.add("/ip/route", { gateway: "192.168.1.1", comment: "by hand" }),
      /a default route by 192\.168\.1\.1 \("by hand"\) with distance 1, which is among those that are decided by/,
    ],
    [
      "a FastTrack rule",
      { flows: "pin" },
      {},
      (of) => of.config.add("/ip/firewall/filter", { chain: "forward", action: "fasttrack-connection" }),
      /has a FastTrack rule: connections with a mark are accepted before it.*processor carries it/,
    ],
    [
      "a target that is a gateway",
      {},
      {},
      ({ config }) => {
        config.line("ether2", { state: "up", address: "1.1.1.20/24", gateway: "1.1.1.1" });
        config.add("/ip/dhcp-client", { interface: "ether2", disabled: "no" });
      },
      /1\.1\.1\.1 is asked whether ISP2 works, and is its gateway/,
    ],
    [
      "a line behind the provider's NAT with a service on it",
      {
        wans: [
          { access: "static", interface: "ether1", address: "100.64.0.9/24", gateway: "100.64.0.1" },
          plain.wans[1],
        ],
        routerServices: [{ name: "winbox", protocol: "tcp", port: 8291 }],
      },
      {},
      (of) => of.config.add("/ip/address", { address: "100.64.0.9/24", interface: "ether1" }),
      /ISP1 has the address 100\.64\.0\.9, behind the provider's NAT/,
    ],
    [
      "rows that are there twice",
      {},
      {},
      (of) => {
        for (const chain of ["srcnat", "dstnat"])
          of.config.add("/ip/firewall/nat", { chain, comment: "ISP1 NAT" });
      },
      /The router has 2 rows "ISP1 NAT" in \/ip\/firewall\/nat: which one is ours cannot be told/,
    ],
    [
      "device-mode",
      {},
      { deviceMode: { mode: "home", scheduler: false } },
      () => {},
      /Device-mode home lets no scheduler run/,
    ],
  ];

  for (const [what, args, options, prepare, expected] of findings) {
    it(`tells ${what}`, async () => {
      await open(options, prepare);
      const { said } = await deploy(args, true);
      assert.match(said.join("\n"), expected);
    });
  }
});
