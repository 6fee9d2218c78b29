import assert from "node:assert/strict";
import { createNetwork, runScript } from "../../../simulator/index";
import { type DualWan, parseDualWan } from "../../../src/failover/args";
import { howTo } from "../../../src/failover/rehearsal/how-to";
import { jobLab } from "../../simulator/jobs/lab";
import { configuration, script } from "../../simulator/script/article";
import { type Lines, lines, officeOf, seen } from "./offices";

/** The how-to's lines, and which of them carry packets in a case. */
const ports = ["ether1-isp1", "ether2-isp2", "ether3"];
type Alive = readonly [isp1: boolean, isp2: boolean];

interface Case {
  readonly what: string;
  readonly alive: Alive;
  /** What is written to routes, in order. */
  readonly distances: readonly string[];
  readonly said: readonly string[];
}

/** One after the other on one router: what the how-to's text decides in each. */
const cases: readonly Case[] = [
  { what: "both up", alive: [true, true], distances: [], said: [] },
  { what: "the second down", alive: [true, false], distances: [], said: [] },
  {
    what: "the first down",
    alive: [false, true],
    distances: ["GW1=2", "GW2=1"],
    said: ["Switched to GW2"],
  },
  { what: "both down, the second in use", alive: [false, false], distances: [], said: [] },
  { what: "the second back", alive: [false, true], distances: [], said: [] },
  {
    what: "the first back",
    alive: [true, true],
    distances: ["GW1=1", "GW2=2"],
    said: ["Switched to GW1"],
  },
  { what: "both down, the first in use", alive: [false, false], distances: [], said: [] },
  {
    what: "the second back alone",
    alive: [false, true],
    distances: ["GW1=2", "GW2=1"],
    said: ["Switched to GW2"],
  },
  {
    what: "the second down, the first back",
    alive: [true, false],
    distances: ["GW1=1", "GW2=2"],
    said: ["Switched to GW1"],
  },
];

const office = (dialect: 6 | 7, args: Readonly<Record<string, unknown>> = {}): DualWan =>
  parseDualWan({
    dialect,
    wans: [
      { access: "pppoe", interface: "ether1-isp1", user: "user1", password: "secret" },
      { access: "dhcp", interface: "ether2-isp2" },
    ],
    ...args,
  });

/** A router of the how-to's office, where what `text` sets up is typed in. */
async function typedOn(version: "6.49" | "7.21.5", text: string) {
  const lab = jobLab(version, { interfaces: ports });
  const network = createNetwork({
    router: lab.plane,
    isps: [
      {
        ...{ name: "ISP1", access: "pppoe", interface: "ether1-isp1" },
        ...{ address: "1.1.1.10", gateway: "1.1.1.1" },
      },
      {
        ...{ name: "ISP2", access: "dhcp", interface: "ether2-isp2" },
        ...{ address: "2.2.2.20/24", gateway: "2.2.2.1" },
      },
    ],
    targets: ["77.88.8.8", "8.8.8.8", "94.100.180.200", "208.67.222.222"].map((address) => ({ address })),
    sources: [],
  });
  const caller = lab.plane.login("admin", "", "console", "");
  assert.ok(caller);
  const host = () => lab.scripts.host({ caller, signal: new AbortController().signal });
  const type = async (what: string): Promise<void> => {
    const running = runScript(what, host());
    running.catch(() => {});
    await lab.pass(30);
    await running;
  };
  await type(text);
  const written: string[] = [];
  lab.plane.onWrite(({ changes }) => {
    for (const { menu, id, to } of changes)
      if (menu === "/ip/route" && to.distance !== undefined)
        written.push(`${lab.rows("/ip/route", `.id=${id}`)[0]?.comment}=${to.distance}`);
  });
  return { lab, network, type, written };
}

type Router = Awaited<ReturnType<typeof typedOn>>;

/** What one run does in each case. */
async function decisions({ lab, network, type, written }: Router) {
  // The how-to's stand-ins are in place of addresses until the first run.
  await type("/system script run upd_route_rules");
  const done: Omit<Case, "alive">[] = [];
  for (const { what, alive } of cases) {
    for (const [index, name] of ["ISP1", "ISP2"].entries())
      network.isp(name).set({ upstream: alive[index] === true ? "up" : "blackhole" });
    written.length = 0;
    const before = lab.log("script,info").length;
    await type("/system script run upd_route_rules");
    done.push({ what, distances: [...written], said: lab.log("script,info").slice(before) });
  }
  return done;
}

const expected = cases.map(({ what, distances, said }) => ({ what, distances, said }));
const withoutSchedule = (rsc: string) =>
  rsc
    .split("\n")
    .filter((line) => !line.startsWith("/system scheduler"))
    .join("\n");

describe("the how-to of a rehearsal", function () {
  this.timeout(120_000);

  for (const [dialect, version] of [
    [6, "6.49"],
    [7, "7.21.5"],
  ] as const)
    it(`decides as the how-to's text says, on RouterOS ${dialect}`, async () => {
      const router = await typedOn(version, withoutSchedule(howTo.install(office(dialect)).rsc));
      assert.deepEqual(await decisions(router), expected);
    });

  it("decides as the how-to's script does, run beside it", async () => {
    const router = await typedOn("6.49", configuration);
    router.lab.add("/system/script", {
      name: "upd_route_rules",
      source: script,
      policy: "read,write,test",
    });
    assert.deepEqual(await decisions(router), expected);
  });

  it("ends where a route is missing or double, and passes over other rows in silence", async () => {
    const double = await typedOn("7.21.5", withoutSchedule(howTo.install(office(7)).rsc));
    await double.type('/ip firewall nat remove [find where comment="ISP1 NAT"]');
    await double.type("/system script run upd_route_rules");
    await double.type("/ip route add comment=GW2 distance=9 gateway=2.2.2.1");
    double.written.length = 0;
    double.network.isp("ISP1").set({ upstream: "blackhole" });
    await assert.rejects(double.type("/system script run upd_route_rules"));
    assert.deepEqual(double.written, []);
  });

  it("follows addresses into tunnels and policies, and interfaces into the rows of a line", async () => {
    const tunnels = {
      gre: [{ wan: "ISP1", name: "gre-hq", remoteAddress: "203.0.113.90" }],
      ipsec: [{ wan: "ISP2", name: "hq", peer: "hq", dstAddress: "203.0.113.91/32", proposal: "default" }],
    };
    const { rsc } = howTo.install(office(7, { tunnels }));
    const { lab, type } = await typedOn(
      "7.21.5",
      `/ip ipsec peer add name=hq address=203.0.113.91\n${withoutSchedule(rsc)}`,
    );
    const wrong = ["ISP1 NAT", "ISP1 restrict output", "ISP1 mark conn"] as const;
    await type(
      [
        `/ip firewall nat set [find where comment="${wrong[0]}"] out-interface=ether3`,
        `/ip firewall filter set [find where comment="${wrong[1]}"] out-interface=ether3`,
        `/ip firewall mangle set [find where comment="${wrong[2]}"] in-interface=ether3`,
        "/system script run upd_route_rules",
      ].join("\n"),
    );
    const of = (menu: string, comment: string) => lab.rows(menu, `comment=${comment}`)[0];
    assert.equal(of("/interface/gre", "ISP1 GRE")?.["local-address"], "1.1.1.10");
    assert.equal(of("/ip/ipsec/policy", "ISP2 IPSec policy")?.["src-address"], "2.2.2.20/32");
    assert.deepEqual(
      [
        of("/ip/firewall/nat", wrong[0])?.["out-interface"],
        of("/ip/firewall/filter", wrong[1])?.["out-interface"],
        of("/ip/firewall/mangle", wrong[2])?.["in-interface"],
      ],
      ["pppoe-isp1", "pppoe-isp1", "pppoe-isp1"],
    );
  });

  for (const dialect of [6, 7] as const)
    for (const which of Object.keys(lines) as Lines[]) {
      const of = officeOf(which, { dialect });
      if (howTo.unfit?.(of) !== undefined) continue;
      it(`leaves a dead line late, and comes back: ${which}, RouterOS ${dialect}`, async () => {
        const { play } = await seen(of, "black-hole", howTo);
        const [first] = play.switches.filter(({ to }) => to === "ISP2");
        const after = ((first?.at ?? 0) - play.begun) / 1000;
        // Its round begins every 45 s, and lasts 8 s where the first line answers none.
        assert.ok(after > 10 && after < 10 + 45 + 10, `after ${after} s`);
        assert.equal(play.endsOn, "ISP1");
        // For no time at all both routes have one distance: that is no line of its own.
        assert.deepEqual(
          play.switches.map(({ from, to }) => `${from} -> ${to}`),
          ["ISP1 -> ISP2", "ISP2 -> ISP1"],
        );
        const lost = play.sources.find(({ name }) => name === "new connections");
        assert.ok((lost?.longestOutage ?? 0) < 60, `${lost?.longestOutage} s`);
      });
    }

  it("ends the phone's connection when it moves: by its port on 6, by its address on 7", async () => {
    for (const dialect of [6, 7] as const) {
      const { play } = await seen(officeOf("PPPoE, DHCP", { dialect }), "black-hole", howTo);
      const moved = play.switches.findLast(({ to }) => to === "ISP2");
      const phone = play.sources.find(({ name }) => name === "SIP phone");
      const [outage] = phone?.outages ?? [];
      assert.ok(
        moved && outage && outage.to - moved.at < 1000,
        `RouterOS ${dialect}: ${JSON.stringify(outage)}`,
      );
    }
  });
});
