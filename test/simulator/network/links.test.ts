import assert from "node:assert/strict";
import { createNetwork } from "../../../simulator/network";
import { jobLab } from "../jobs/lab";
import { dhcpIsp, office, pppoeIsp, twoLines } from "./office";

type Row = Readonly<Record<string, string>> | undefined;

const history = (row: Row) => [row?.["link-downs"], row?.["last-link-down-time"], row?.["last-link-up-time"]];

describe("losses of links", () => {
  it("are counted for a port and the session on it, with their times", async () => {
    const made = twoLines(office());
    const of = (name: string) => history(made.rows("/interface", `name=${name}`)[0]);
    await made.network.run("10s");
    assert.deepEqual(of("ether1"), ["0", undefined, "2026-01-01 00:00:00"]);
    assert.deepEqual(of("pppoe-isp1"), ["0", undefined, "2026-01-01 00:00:00"]);
    made.network.link("ether1", false);
    await made.network.run("50s");
    made.network.link("ether1", true);
    await made.network.run("1m");
    const lost = ["1", "2026-01-01 00:00:10", "2026-01-01 00:01:00"];
    assert.deepEqual([of("ether1"), of("pppoe-isp1")], [lost, lost]);
    assert.deepEqual(of("ether2"), ["0", undefined, "2026-01-01 00:00:00"]);
  });

  it("of a session alone leave its port alone", async () => {
    const made = twoLines(office());
    await made.network.run("10s");
    for (let times = 0; times < 3; times++) {
      made.network.isp("ISP1").terminate();
      await made.network.run("10s");
    }
    const downs = (name: string) => made.rows("/interface", `name=${name}`)[0]?.["link-downs"];
    assert.deepEqual([downs("pppoe-isp1"), downs("ether1")], ["3", "0"]);
  });

  it("are counted for what is switched off, and not for what was never up", () => {
    const made = office();
    const downs = (name: string) => made.rows("/interface", `name=${name}`)[0]?.["link-downs"];
    made.add("/interface/pppoe-client", { name: "never", interface: "ether1" });
    made.set("/interface/ethernet", "ether3", { disabled: "yes" });
    assert.deepEqual([downs("never"), downs("ether3"), downs("bridge")], ["0", "1", "0"]);
    assert.deepEqual(history(made.rows("/interface", "name=never")[0]), ["0", undefined, undefined]);
  });

  it("show times in the form of 6.49", async () => {
    const made = twoLines(office({}, "6.49"));
    await made.network.run("10s");
    made.network.link("ether2", false);
    assert.deepEqual(history(made.rows("/interface", "name=ether2")[0]), [
      ...["1", "jan/01/2026 00:00:10", "jan/01/2026 00:00:00"],
    ]);
  });

  it("begin anew at a reboot, by the clock that the router has then", async () => {
    const lab = jobLab();
    lab.add("/interface/pppoe-client", { name: "pppoe-isp1", interface: "ether1", disabled: "no" });
    const network = createNetwork({ router: lab.plane, isps: [pppoeIsp, dhcpIsp] });
    const of = (name: string) => history(lab.rows("/interface", `name=${name}`)[0]);
    await network.run("10s");
    network.link("ether2", false);
    network.link("ether2", true);
    assert.equal(of("ether2")[0], "1");
    lab.plane.reboot();
    assert.deepEqual(of("ether2"), ["0", undefined, undefined]);
    await network.run("10s");
    assert.deepEqual(of("ether2"), ["0", undefined, "1970-01-01 00:00:05"]);
    assert.deepEqual(of("pppoe-isp1"), ["0", undefined, "1970-01-01 00:00:05"]);
  });
});
