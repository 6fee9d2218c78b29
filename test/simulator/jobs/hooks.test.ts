import assert from "node:assert/strict";
import { createNetwork } from "../../../simulator/network";
import { dhcpIsp, pppoeIsp } from "../network/office";
import { type JobLab, jobLab } from "./lab";

function onLines(lab: JobLab, dhcp: Record<string, string> = {}, profile: Record<string, string> = {}) {
  lab.add("/ppp/profile", { name: "isp", ...profile });
  const dial = { name: "pppoe-isp1", interface: "ether1", user: "u1", password: "p", profile: "isp" };
  lab.add("/interface/pppoe-client", { ...dial, "add-default-route": "yes", disabled: "no" });
  lab.add("/ip/dhcp-client", { interface: "ether2", "default-route-distance": "2", disabled: "no", ...dhcp });
  return createNetwork({
    router: lab.plane,
    isps: [
      { ...pppoeIsp, address: ["203.0.113.10", "203.0.113.11"] },
      { ...dhcpIsp, lease: 60 },
    ],
    targets: [{ address: "8.8.8.8" }],
  });
}

const said = (lab: JobLab) => lab.log("script,info");

describe("the script of a DHCP client", () => {
  const script =
    ':log info ($bound . " " . $"lease-address" . " " . $"gateway-address" . " " . $"server-address" . " " . $interface)';

  it("runs when the lease comes and when it goes, with RouterOS's variables", async () => {
    const lab = jobLab();
    const network = onLines(lab, { script });
    await lab.pass(2);
    assert.deepEqual(said(lab), ["1 198.51.100.20 198.51.100.1 198.51.100.1 ether2"]);
    network.link("ether2", false);
    await lab.pass(1);
    assert.deepEqual(said(lab).slice(1), ["0 198.51.100.20 198.51.100.1 198.51.100.1 ether2"]);
  });

  it("runs again when the gateway changes at a renewal, and not when nothing does", async () => {
    const lab = jobLab();
    const network = onLines(lab, { script: ':log info $"gateway-address"' });
    await lab.pass(120);
    assert.deepEqual(said(lab), ["198.51.100.1"]);
    network.isp("ISP2").renumber({ gateway: "198.51.100.254" });
    await lab.pass(120);
    assert.deepEqual(said(lab), ["198.51.100.1", "198.51.100.254"]);
  });

  it("gets numbers and addresses, not text", async () => {
    const lab = jobLab();
    onLines(lab, {
      script:
        ':if ($bound=1) do={ :log info "$[:typeof $bound] $[:typeof $"lease-address"] $[:typeof $interface]" }',
    });
    await lab.pass(2);
    assert.deepEqual(said(lab), ["num ip str"]);
  });

  it("can be a script's name; one that wants more than hooks may is refused outright", async () => {
    const lab = jobLab();
    lab.add("/system/script", { name: "small", source: ":log info small", policy: "read,write,test" });
    lab.add("/system/script", { name: "big", source: ":log info big", policy: "read,write,ftp" });
    const network = onLines(lab, { script: "small" });
    await lab.pass(2);
    assert.deepEqual(said(lab), ["small"]);
    lab.plane.hand.set("/ip/dhcp-client", "0", { script: "big" });
    network.link("ether2", false);
    await lab.pass(1);
    assert.deepEqual(said(lab), ["small"]);
    assert.deepEqual(lab.log("script,error"), [
      "executing script big from dhcp failed, please check it manually (not enough permissions (9))",
    ]);
    lab.plane.hand.set("/system/script", "big", { "dont-require-permissions": "yes" });
    network.link("ether2", true);
    await lab.pass(2);
    assert.deepEqual(said(lab), ["small", "big"]);
  });
});

describe("on-up and on-down of a PPP profile", () => {
  it("fire on every redial, with addresses, user, and the interface as an id", async () => {
    const lab = jobLab();
    const hook = (name: string) =>
      `:log info ("${name} $user " . $"local-address" . " " . $"remote-address" . " " . [/interface get $interface name])`;
    const network = onLines(lab, {}, { "on-up": hook("up"), "on-down": hook("down") });
    await lab.pass(2);
    network.isp("ISP1").terminate();
    await lab.pass(5);
    assert.deepEqual(said(lab), [
      "up u1 203.0.113.10 203.0.113.1 pppoe-isp1",
      "down u1 203.0.113.10 203.0.113.1 pppoe-isp1",
      "up u1 203.0.113.11 203.0.113.1 pppoe-isp1",
    ]);
  });

  it("may read, write, test and reboot, and nothing else", async () => {
    const lab = jobLab();
    onLines(
      lab,
      {},
      { "on-up": '/system identity set name=up\n/file add name=x contents=y\n:log info "never"' },
    );
    await lab.pass(2);
    assert.equal(lab.rows("/system/identity")[0]?.name, "up");
    assert.deepEqual(lab.log("script,error"), [
      "script error: not enough permissions (9) (/file/add; line 2)",
    ]);
    assert.deepEqual(said(lab), []);
  });

  it("finds the row that it is to update", async () => {
    const lab = jobLab();
    const entry = { list: "own", address: "192.0.2.1", comment: "ISP1 src IP" };
    lab.add("/ip/firewall/address-list", entry);
    const up = '/ip firewall address-list set [find comment="ISP1 src IP"] address=$"local-address"';
    const network = onLines(lab, {}, { "on-up": up });
    const listed = () => lab.rows("/ip/firewall/address-list")[0]?.address;
    await lab.pass(2);
    assert.equal(listed(), "203.0.113.10");
    network.isp("ISP1").terminate();
    await lab.pass(5);
    assert.equal(listed(), "203.0.113.11");
  });
});

describe("scripts of netwatch", () => {
  const probe = { host: "8.8.8.8", type: "icmp", interval: "10s" };

  it("begin five minutes after boot, and follow the host up and down", async () => {
    const lab = jobLab();
    const network = onLines(lab);
    const say = (word: string) => `:log info "${word} $host $status"`;
    lab.add("/tool/netwatch", { ...probe, "up-script": say("up"), "down-script": say("down") });
    await lab.pass(299);
    assert.deepEqual(said(lab), []);
    await lab.pass(10);
    assert.deepEqual(said(lab), ["up 8.8.8.8 up"]);
    network.target("8.8.8.8", false);
    await lab.pass(30);
    network.target("8.8.8.8", true);
    await lab.pass(30);
    assert.deepEqual(said(lab), ["up 8.8.8.8 up", "down 8.8.8.8 down", "up 8.8.8.8 up"]);
    lab.plane.reboot();
    await lab.pass(290);
    assert.deepEqual(said(lab), []);
  });

  it("test-script runs with every probe and sees its figures", async () => {
    const lab = jobLab();
    onLines(lab);
    lab.add("/tool/netwatch", {
      ...probe,
      "test-script": ':log info ([:typeof $"rtt-avg"] . " " . $"rtt-avg" . " " . $"loss-percent")',
    });
    await lab.pass(325);
    assert.deepEqual(said(lab), ["num 10000 0", "num 10000 0", "num 10000 0"]);
  });

  it("run as *sys: globals of a scheduler's script are not theirs", async () => {
    const lab = jobLab();
    onLines(lab);
    lab.entry({ name: "a", interval: "1m", "on-event": ":global who admin" });
    const script = ':global who\n:log info "before: $who"\n:global who sys';
    lab.add("/tool/netwatch", { ...probe, "up-script": script });
    await lab.pass(310);
    assert.deepEqual(said(lab), ["before: "]);
    assert.deepEqual(
      lab.rows("/system/script/environment").map(({ user, name, value }) => [user, name, value]),
      [
        ["admin", "who", "admin"],
        ["*sys", "who", "sys"],
      ],
    );
  });
});
