import assert from "node:assert/strict";
import { ControlError, checkPorts, modemsOf, parseNetworkFile } from "../../../simulator/control";

const yaml = `
seed: 7
isps:
  - name: ISP1
    access: pppoe
    interface: ether1
    address: [203.0.113.10, 203.0.113.11]
    gateway: 203.0.113.1
  - { name: ISP2, access: dhcp, interface: ether2, address: 198.51.100.20/24, gateway: 198.51.100.1, loss: 1 }
targets:
  - { address: 8.8.8.8, dns: { example.com: [192.0.2.80] } }
  - { address: 192.0.2.80, names: [hooks.example.com], http: { status: 204, headers: { Server: a } }, ftp: { /a.rsc: "" } }
sources:
  - { kind: host, name: desk, from: 192.168.88.10, interface: bridge, to: 8.8.8.8 }
  - { kind: forward, name: web, isp: ISP2, port: 80, host: 192.168.88.20, interface: bridge }
timeline:
  - { at: 1m, isp: ISP1, set: { upstream: blackhole, loss: 30 } }
  - { at: 90s, isp: ISP1, does: renumber, address: 203.0.113.12 }
  - { at: 120000, link: ether2, up: false }
  - { at: 3m, target: 8.8.8.8, alive: false }
`;

const mistakeIn = (text: string): string => {
  try {
    parseNetworkFile(text, "net.yaml");
  } catch (error) {
    assert.ok(error instanceof ControlError, String(error));
    return error.message;
  }
  throw new assert.AssertionError({ message: "was accepted" });
};

describe("the file that describes a network", () => {
  it("is read as YAML and as JSON", () => {
    const read = parseNetworkFile(yaml, "net.yaml");
    assert.deepEqual(
      read.isps.map(({ name, access }) => [name, access]),
      [
        ["ISP1", "pppoe"],
        ["ISP2", "dhcp"],
      ],
    );
    assert.equal(read.timeline?.length, 4);
    assert.deepEqual(parseNetworkFile(JSON.stringify(read), "net.json"), read);
  });

  const isp = "{ name: A, access: static, interface: ether1, address: 192.0.2.2/24, gateway: 192.0.2.1 }";
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      "an address that is none",
      yaml.replace("gateway: 203.0.113.1", "gateway: 203.0.113.256"),
      /^net\.yaml: isps\[0\]\.gateway: an IPv4 address is written like/,
    ],
    ["a misspelt property", yaml.replace("loss: 1 }", "lost: 1 }"), /^net\.yaml: isps\[1\]: .*"lost"/],
    [
      "an unknown access",
      yaml.replace("access: dhcp", "access: cable"),
      /^net\.yaml: isps\[1\]\.access: .*"pppoe"/,
    ],
    ["no ISPs", "isps: []", /^net\.yaml: isps: /],
    ["nothing at all", "", /^net\.yaml: /],
    [
      "an ISP that is not there",
      yaml.replace("isp: ISP2", "isp: ISP9"),
      /^net\.yaml: sources\[1\]\.isp: there is no ISP ISP9 \(there are: ISP1, ISP2\)/,
    ],
    [
      "a target that is not there",
      yaml.replace("target: 8.8.8.8", "target: 8.8.4.4"),
      /timeline\[3\]\.target: there is no target 8\.8\.4\.4/,
    ],
    [
      "a status that is none",
      yaml.replace("status: 204", "status: 20"),
      /^net\.yaml: targets\[1\]\.http\.status: /,
    ],
    [
      "an event without a line",
      `isps: [${isp}]\ntimeline: [{ at: 1m, set: { loss: 1 } }]`,
      /timeline\[0\]: says what an ISP does, and not which/,
    ],
    ["a time that is none", `isps: [${isp}]\ntimeline: [{ at: soon, link: ether1 }]`, /timeline\[0\]\.at: /],
    [
      "two lines at one port",
      `isps: [${isp}, ${isp.replace("name: A", "name: B")}]`,
      /isps\[1\]\.interface: ether1 has A at its other end already/,
    ],
    [
      "two lines of one name",
      `isps: [${isp}, ${isp.replace("ether1", "ether2")}]`,
      /isps\[1\]\.name: there are two ISPs A/,
    ],
    ["broken YAML", "isps: [", /^net\.yaml: .* line \d+/],
  ];
  for (const [what, text, message] of cases) {
    it(`refuses ${what}, and says where it stands`, () => assert.match(mistakeIn(text), message));
  }

  it("tells every mistake, a line each", () => {
    const text = yaml.replace("access: dhcp", "access: cable").replace("seed: 7", "seed: x");
    assert.equal(mistakeIn(text).split("\n").length, 2);
  });

  it("names the ports that the router has", () => {
    const file = parseNetworkFile(yaml, "net.yaml");
    checkPorts(file, { ports: ["ether1", "ether2"], modems: [] }, "net.yaml");
    assert.throws(
      () => checkPorts(file, { ports: ["ether1", "sfp1"], modems: ["lte1"] }, "net.yaml"),
      /net\.yaml: isps\[1\]\.interface: the router has no port ether2 \(it has: ether1, sfp1\)/,
    );
  });

  it("names the modems that LTE lines need", () => {
    const text = yaml.replace("access: dhcp, interface: ether2", "access: lte, interface: lte1");
    const file = parseNetworkFile(text, "net.yaml");
    assert.deepEqual(modemsOf(file), ["lte1"]);
    assert.throws(
      () => checkPorts(file, { ports: ["ether1", "lte1"], modems: ["lte2"] }, "net.yaml"),
      /isps\[1\]\.interface: the router has no modem lte1 \(it has: lte2\)/,
    );
  });
});
