import assert from "node:assert/strict";
import { configuration, script } from "./article";
import { scriptLab } from "./harness";

const ports = { interfaces: ["ether1-isp1", "ether2-isp2", "ether3"] };

describe("the how-to's configuration and script", () => {
  it("6.49: imports, follows addresses and gateways, switches over and back", async () => {
    const answering = new Set<string>();
    const ping = ({ interface: name = "" }) => (answering.has(name) ? 5 : undefined);
    const lab = scriptLab("6.49", { ...ports, ping });
    assert.equal((await lab.run(configuration)).error, undefined);
    lab.plane.hand.line("pppoe-isp1", { state: "up", address: "100.64.0.2", gateway: "100.64.0.1" });
    lab.plane.hand.line("ether2-isp2", { state: "up", address: "203.0.113.5/24", gateway: "203.0.113.1" });
    await lab.clock.advance(5000);
    const run = async (...names: string[]) => {
      answering.clear();
      for (const name of names) answering.add(name);
      const { out, error } = await lab.run(script);
      assert.equal(error, undefined);
      return out.filter((line) => !line.startsWith(" "));
    };
    assert.deepEqual(await run("pppoe-isp1", "ether2-isp2"), ["updated ISP1 route", "updated ISP1 rule"]);
    assert.deepEqual(await run("ether2-isp2"), ["Switched to GW2"]);
    assert.deepEqual(await run("ether2-isp2"), []);
    assert.deepEqual(await run("pppoe-isp1", "ether2-isp2"), ["Switched to GW1"]);
    assert.deepEqual(await run(), []);
    const rule = lab.plane.hand.print("/ip/route/rule").find(({ comment }) => comment === "ISP1 rule");
    assert.equal(rule?.["src-address"], "100.64.0.2/32");
  });

  it("7.21.5: the routes' marks are refused before anything runs", async () => {
    const lab = scriptLab("7.21.5", ports);
    const { error } = await lab.run(configuration);
    const line = configuration.split("\n").findIndex((text) => text.includes("routing-mark=ISP1")) + 1;
    assert.equal(error, `expected end of command (line ${line} column 53)`);
    assert.equal(lab.plane.hand.print("/interface/pppoe-client").length, 0);
  });

  it("7.21.5: the rules of routes are no command, and routes have no gateway-status", async () => {
    const lab = scriptLab("7.21.5", ports);
    assert.equal(
      (await lab.run("/ip route rule\nadd table=main")).error,
      "bad command name rule (line 1 column 11)",
    );
    assert.equal((await lab.run(script)).error, "invalid internal item number (/ip/route/get; line 54)");
  });
});
