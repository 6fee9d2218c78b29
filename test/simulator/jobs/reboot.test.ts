import assert from "node:assert/strict";
import { createNetwork } from "../../../simulator/network";
import { dhcpIsp, pppoeIsp } from "../network/office";
import { type JobLab, jobLab } from "./lab";

const clockOf = ({ rows }: JobLab) => {
  const [row] = rows("/system/clock");
  return `${row?.date} ${row?.time}`;
};

function onNetwork(version: "6.49" | "7.21.5" = "7.21.5") {
  const lab = jobLab(version);
  const { add } = lab;
  add("/interface/pppoe-client", {
    ...{ name: "pppoe-isp1", interface: "ether1", user: "u", password: "p" },
    ...{ "add-default-route": "yes", disabled: "no" },
  });
  add("/ip/dhcp-client", { interface: "ether2", "default-route-distance": "2", disabled: "no" });
  const network = createNetwork({
    router: lab.plane,
    isps: [pppoeIsp, dhcpIsp],
    targets: [{ address: "8.8.8.8" }, { address: "162.159.200.1" }],
  });
  return { ...lab, network };
}

describe("a reboot", () => {
  it("in the middle of a script ends it, takes the globals and keeps the configuration", async () => {
    const lab = jobLab();
    lab.add("/system/script", {
      name: "switch",
      source: ":global half 1\n/system identity set name=half\n:delay 30s\n/system identity set name=whole",
      policy: "read,write",
    });
    lab.entry({ name: "a", interval: "10s", "on-event": "switch", disabled: "no" });
    await lab.pass(11);
    assert.equal(lab.rows("/system/script/environment").length, 1);
    lab.plane.hand.set("/system/scheduler", "a", { disabled: "yes" });
    lab.plane.reboot();
    assert.equal(lab.rows("/system/script/job").length, 0);
    assert.equal(lab.rows("/system/script/environment").length, 0);
    await lab.pass(60);
    assert.equal(lab.rows("/system/identity")[0]?.name, "half");
    assert.deepEqual(lab.log("script,error"), []);
  });

  it("that a script asks for ends the script, too", async () => {
    const lab = jobLab();
    lab.entry({
      name: "a",
      "start-time": "12:00:10",
      policy: "reboot,read",
      "on-event": "/system reboot; :delay 5s; :log info after",
    });
    await lab.pass(30);
    assert.deepEqual(lab.log(), ["router rebooted"]);
    assert.equal(lab.rows("/system/resource")[0]?.uptime, "20s");
  });

  it("begins in 1970, where entries with a date of today wait and those of 1970 do not", async () => {
    const lab = jobLab();
    lab.entry({ name: "today", interval: "10s", "on-event": ":log info today" });
    lab.entry({
      name: "ever",
      interval: "10s",
      "on-event": ":log info ever",
      "start-date": "1970-01-01",
      "start-time": "00:00:00",
    });
    lab.plane.reboot();
    assert.equal(clockOf(lab), "1970-01-01 00:00:00");
    await lab.pass(25);
    assert.equal(clockOf(lab), "1970-01-01 00:00:25");
    assert.deepEqual(lab.log("script,info"), ["ever", "ever"]);
  });

  it("goes on when somebody sets the clock, and tells scripts the new time", async () => {
    const lab = jobLab();
    lab.plane.reboot();
    await lab.pass(5);
    lab.plane.hand.set("/system/clock", "", { date: "2026-05-06", time: "07:08:00" });
    lab.entry({ name: "a", interval: "10s", "on-event": ":log info [:timestamp]" });
    await lab.pass(10);
    assert.equal(clockOf(lab), "2026-05-06 07:08:10");
    assert.deepEqual(lab.log("script,info"), [
      `${Math.floor(Date.UTC(2026, 4, 6, 7, 8, 10) / 604_800_000)}w${restOf(Date.UTC(2026, 4, 6, 7, 8, 10))}`,
    ]);
    assert.equal(lab.rows("/system/resource")[0]?.uptime, "15s");
  });

  it("ends in the present once an NTP server answers, and the log says so", async () => {
    const lab = onNetwork();
    lab.plane.hand.set("/system/ntp/client", "", { enabled: "yes", servers: "162.159.200.1" });
    await lab.pass(60);
    lab.plane.reboot();
    await lab.pass(30);
    assert.equal(clockOf(lab), "2026-01-01 12:01:30");
    assert.deepEqual(lab.log("system,clock,critical,info"), [
      "ntp change time Jan/01/1970 00:00:17 => Jan/01/2026 12:01:17",
    ]);
    assert.equal(lab.rows("/system/ntp/client")[0]?.status, "synchronized");
    assert.equal(lab.rows("/system/ntp/client")[0]?.["synced-server"], "162.159.200.1");
  });

  it("6.49: asks primary-ntp and secondary-ntp, and calls it sntp", async () => {
    const lab = onNetwork("6.49");
    const servers = { "primary-ntp": "162.159.200.1", "secondary-ntp": "8.8.8.8" };
    lab.plane.hand.set("/system/ntp/client", "", { enabled: "yes", ...servers });
    lab.network.target("162.159.200.1", false);
    lab.plane.reboot();
    await lab.pass(30);
    assert.equal(clockOf(lab), "jan/01/2026 12:00:30");
    assert.match(
      lab.log("system,info")[1] ?? "",
      /^sntp change time Jan\/01\/1970 00:00:17 => Jan\/01\/2026 12:00:17$/,
    );
  });

  it("keeps leases and time-outs in step when NTP moves the clock by half a century", async () => {
    const lab = onNetwork();
    lab.plane.hand.set("/system/ntp/client", "", { enabled: "yes", servers: "162.159.200.1" });
    lab.plane.reboot();
    await lab.pass(10);
    lab.add("/ip/firewall/address-list", { list: "a", address: "1.2.3.4", timeout: "1m" });
    await lab.pass(20);
    assert.equal(lab.rows("/ip/firewall/address-list")[0]?.timeout, "40s");
    assert.match(lab.rows("/ip/dhcp-client")[0]?.["expires-after"] ?? "", /^9m3\ds$/);
    await lab.pass(41);
    assert.equal(lab.rows("/ip/firewall/address-list").length, 0);
    await lab.pass(3600);
    assert.equal(lab.rows("/ip/dhcp-client")[0]?.status, "bound");
  });

  it("stays in 1970 while no server can be reached, or the client is off", async () => {
    for (const enabled of ["yes", "no"]) {
      const lab = onNetwork();
      lab.plane.hand.set("/system/ntp/client", "", { enabled, servers: "162.159.200.1" });
      if (enabled === "yes") lab.network.target("162.159.200.1", false);
      await lab.pass(10);
      lab.plane.reboot();
      await lab.pass(120);
      assert.equal(clockOf(lab), "1970-01-01 00:02:00");
    }
  });

  it("runs startup entries before the ports have a link", async () => {
    const lab = onNetwork();
    lab.add("/system/scheduler", {
      name: "a",
      "start-time": "startup",
      "on-event": ':log info "up: $[:len [/interface find running]]"',
    });
    await lab.pass(10);
    lab.plane.reboot();
    await lab.pass(10);
    const lines = lab.log().filter((line) => line.startsWith("up:") || line.includes("ether1"));
    assert.deepEqual(lines, ["up: 1", "ether1 link up (speed 1G, full duplex)"]);
    assert.equal(lab.rows("/ip/route", "dst-address=0.0.0.0/0", "active=true").length, 1);
  });

  it("is told in the log by how it came", async () => {
    const lab = jobLab();
    lab.plane.reboot();
    assert.deepEqual(lab.log("system,info"), ["router rebooted"]);
    lab.plane.reboot("power cut");
    assert.deepEqual(lab.log("system,error,critical"), ["router was rebooted without proper shutdown"]);
  });
});

function restOf(milliseconds: number): string {
  const seconds = (milliseconds / 1000) % 604_800;
  const day = Math.floor(seconds / 86_400);
  const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  return `${day}d${clock}`;
}
