/** The how-to's failover: its configuration, its script and its scheduler, on a network where lines die. */
import assert from "node:assert/strict";
import { createNetwork } from "../../../simulator/network";
import { failureText, runScript } from "../../../simulator/script";
import { textOf } from "../../../simulator/script/syntax/bytes";
import { configuration, script } from "../script/article";
import { type JobLab, jobLab } from "./lab";

const ports = { interfaces: ["ether1-isp1", "ether2-isp2", "ether3"] };
const lan = "/interface bridge add name=bridge\n/ip address add address=192.168.88.1/24 interface=bridge\n";
const scheduler =
  "/system scheduler add interval=45s name=upd_route_rules on-event=upd_route_rules policy=read,write,test start-date=jan/01/1970 start-time=00:00:00\n";

/** What a person types. */
async function typed(lab: JobLab, text: string): Promise<string | undefined> {
  const { signal } = new AbortController();
  const caller = lab.plane.login("admin", "", "console", "");
  assert.ok(caller);
  try {
    await runScript(text, lab.scripts.host({ caller, signal }));
    return undefined;
  } catch (error) {
    const words = failureText(error);
    if (words === undefined) throw error;
    return textOf(words);
  } finally {
    lab.plane.logout(caller);
  }
}

const surround = (lab: JobLab, address = "1.1.1.10", gateway = "1.1.1.1") =>
  createNetwork({
    router: lab.plane,
    isps: [
      { name: "ISP1", access: "pppoe", interface: "ether1-isp1", address, gateway },
      {
        ...{ name: "ISP2", access: "dhcp", interface: "ether2-isp2" },
        ...{ address: "2.2.2.20/24", gateway: "2.2.2.1" },
      },
    ],
    targets: [{ address: "77.88.8.8" }, { address: "8.8.8.8" }],
    sources: [{ kind: "host", name: "desk", from: "192.168.88.10", interface: "bridge", to: "9.9.9.9" }],
  });

const distances = ({ rows }: JobLab) =>
  rows("/ip/route")
    .filter(({ comment = "" }) => comment.startsWith("GW"))
    .map(({ comment, distance }) => `${comment}=${distance}`);

async function office(address?: string, gateway?: string) {
  const lab = jobLab("6.49", ports);
  const network = surround(lab, address, gateway);
  assert.equal(await typed(lab, lan + configuration), undefined);
  lab.add("/system/script", { name: "upd_route_rules", source: script, policy: "read,write,test" });
  assert.equal(await typed(lab, scheduler), undefined);
  await lab.pass(60);
  return { lab, network };
}

describe("the how-to's failover on 6.49, by its scheduler", () => {
  it("stays with the first provider while that works", async () => {
    const { lab, network } = await office();
    network.resetReport();
    await lab.pass(300);
    assert.deepEqual(distances(lab), ["GW1=1", "GW2=2"]);
    assert.deepEqual(lab.log("script,info"), []);
    const [desk] = network.report().sources;
    assert.deepEqual([desk?.byIsp, desk?.lost], [{ ISP1: 3000 }, 0]);
  });

  it("switches to the second when the first dies beyond its gateway, and back when it lives again", async () => {
    const { lab, network } = await office();
    network.isp("ISP1").set({ upstream: "blackhole" });
    network.resetReport();
    // 45 s until it looks, and its pings: two targets, a second each for the dead one and a second's delay.
    await lab.pass(60);
    assert.deepEqual(lab.log("script,info"), ["Switched to GW2"]);
    assert.deepEqual(distances(lab), ["GW1=2", "GW2=1"]);
    const [desk] = network.report().sources;
    assert.ok(desk && desk.longestOutage > 5 && desk.longestOutage < 52, `${desk?.longestOutage} s`);
    network.isp("ISP1").set({ upstream: "up" });
    await lab.pass(60);
    assert.deepEqual(lab.log("script,info"), ["Switched to GW2", "Switched to GW1"]);
    assert.deepEqual(distances(lab), ["GW1=1", "GW2=2"]);
  });

  it("switches when the line's link is lost", async () => {
    const { lab, network } = await office();
    network.link("ether1-isp1", false);
    await lab.pass(60);
    assert.deepEqual(distances(lab), ["GW1=2", "GW2=1"]);
    network.resetReport();
    await lab.pass(60);
    assert.deepEqual(network.report().sources[0]?.byIsp, { ISP2: 600 });
  });

  it("keeps the distances when both are dead", async () => {
    const { lab, network } = await office();
    for (const name of ["ISP1", "ISP2"]) network.isp(name).set({ upstream: "blackhole" });
    await lab.pass(180);
    assert.deepEqual(distances(lab), ["GW1=1", "GW2=2"]);
    assert.deepEqual(lab.log("script,info"), []);
  });

  it("follows a gateway and an address that are not those written", async () => {
    const { lab } = await office("100.64.7.9", "100.64.7.1");
    assert.deepEqual(lab.log("script,info").slice(0, 2), ["updated ISP1 route", "updated ISP1 rule"]);
    assert.equal(lab.rows("/ip/route", "comment=ISP1 route")[0]?.gateway, "100.64.7.1");
    assert.equal(lab.rows("/ip/route/rule", "comment=ISP1 rule")[0]?.["src-address"], "100.64.7.9/32");
  });
});

describe("the how-to's failover on 7.21.5", () => {
  it("is refused as a whole, and line by line where RouterOS 7 has no such thing", async () => {
    const lab = jobLab("7.21.5", ports);
    assert.match((await typed(lab, configuration)) ?? "", /^expected end of command \(line \d+ column 53\)$/);
    const blocks = configuration.split(/^(?=\/)/m);
    const refused = await Promise.all(
      blocks.map(async (block) => [block.split("\n")[0], await typed(lab, block)] as const),
    );
    const failed = refused.filter(([, error]) => error !== undefined).map(([menu]) => menu);
    assert.deepEqual(failed, ["/ip firewall mangle", "/ip route", "/ip route rule"]);
  });

  it("never switches: its script ends at the routes, which have no gateway-status", async () => {
    const lab = jobLab("7.21.5", ports);
    const network = surround(lab);
    for (const block of configuration.split(/^(?=\/)/m)) await typed(lab, block);
    lab.add("/system/script", { name: "upd_route_rules", source: script, policy: "read,write,test" });
    assert.equal(await typed(lab, scheduler), undefined);
    await lab.pass(60);
    network.isp("ISP1").set({ upstream: "blackhole" });
    await lab.pass(120);
    const errors = lab.log("script,error");
    assert.ok(errors.length >= 3);
    for (const error of errors) assert.match(error, /^script error: .* \(\/ip\/route\/find; line 11\)$/);
    assert.deepEqual(lab.log("script,info"), []);
  });
});
