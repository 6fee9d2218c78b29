/** What cannot work does not compile; what can does. */
import assert from "node:assert/strict";
import * as path from "node:path";
import { REPOSITORY } from "../../support/package-links";
import { mistakesIn } from "../../support/type-check";

const pppoe = '{ access: "pppoe", interface: "ether1", user: "u", password: "p" }';
const dhcp = '{ access: "dhcp", interface: "ether2" }';
const standing =
  '{ access: "static", interface: "ether3", address: "203.0.113.9/24", gateway: "203.0.113.1" }';
const lte = '{ access: "existing", interface: "lte1" }';
const two = `wans: [${pppoe}, ${dhcp}]`;
const checkGateway = 'checkGateway: { interval: "2s", timeout: 1, count: 2 }';

const good: Readonly<Record<string, string>> = {
  "two lines": `{ ${two} }`,
  "lines of every kind": `{ wans: [${pppoe}, ${dhcp}, ${standing}, ${lte}] }`,
  "RouterOS 6": `{ ${two}, dialect: 6, probes: { kind: "ping", packets: 3 } }`,
  "RouterOS 6, recursive": `{ ${two}, dialect: 6, strategy: "recursive", probes: { targets: ["1.1.1.1", "9.9.9.9"] } }`,
  "probes by TCP": `{ ${two}, dialect: 7, probes: { kind: "tcp", port: 443 } }`,
  "probes by HTTP": `{ ${two}, probes: { kind: "http", targets: ["203.0.113.80"], port: 8080 } }`,
  "tuned checks": `{ ${two}, strategy: "recursive", probes: { ${checkGateway} } }`,
  "a blocked list": `{ wans: [${pppoe}, { access: "dhcp", interface: "ether2", metered: { block: "heavy" } }] }`,
  "a delayed way back": `{ ${two}, probes: { failback: { after: "30m" } } }`,
  "services of one's own": `{ ${two}, onSwitch: { flush: { services: [{ protocol: "udp", port: 5060 }] } } }`,
  "everybody told": `{ ${two}, onSwitch: { notify: [{ telegram: { token: "t", chat: "1" } }, { email: { to: "a@b" } }, { webhook: { url: "https://a" } }, { script: "s" }] } }`,
};

/** Arguments, and a word of the compiler's complaint: the one that is about the mistake. */
const bad: Readonly<Record<string, readonly [args: string, word: string]>> = {
  "no lines": ["{}", "'{}' is not assignable"],
  "one line": [`{ wans: [${pppoe}] }`, "target requires 2"],
  "a line of no kind": [`{ wans: [${pppoe}, { interface: "ether2" }] }`, "access"],
  "a line of no known kind": [`{ wans: [${pppoe}, { access: "lte", interface: "lte1" }] }`, "lte"],
  "PPPoE without a password": [
    `{ wans: [{ access: "pppoe", interface: "ether1", user: "u" }, ${dhcp}] }`,
    "password",
  ],
  "PPPoE without a user": [
    `{ wans: [{ access: "pppoe", interface: "ether1", password: "p" }, ${dhcp}] }`,
    "user",
  ],
  "DHCP with a gateway": [
    `{ wans: [${pppoe}, { access: "dhcp", interface: "ether2", gateway: "1.2.3.4" }] }`,
    "gateway",
  ],
  "DHCP with a password": [
    `{ wans: [${pppoe}, { access: "dhcp", interface: "ether2", password: "p" }] }`,
    "password",
  ],
  "a standing line without its gateway": [
    `{ wans: [${pppoe}, { access: "static", interface: "ether3", address: "203.0.113.9/24" }] }`,
    "gateway",
  ],
  "a standing line without its address": [
    `{ wans: [${pppoe}, { access: "static", interface: "ether3", gateway: "203.0.113.1" }] }`,
    "address",
  ],
  "a foreign line that is dialled": [
    `{ wans: [${pppoe}, { access: "existing", interface: "lte1", user: "u" }] }`,
    "user",
  ],
  "RouterOS 6 with probes by TCP": [`{ ${two}, dialect: 6, probes: { kind: "tcp" } }`, "kind|tcp"],
  "probes by HTTP of nobody": [`{ ${two}, probes: { kind: "http" } }`, "targets|kind"],
  "RouterOS 6 with probes by DNS": [`{ ${two}, dialect: 6, probes: { kind: "dns" } }`, "kind|dns"],
  "RouterOS 6 with tuned checks": [
    `{ ${two}, dialect: 6, strategy: "recursive", probes: { ${checkGateway} } }`,
    "checkGateway|undefined",
  ],
  "RouterOS 8": [`{ ${two}, dialect: 8 }`, "'8'|dialect: 8"],
  "routes that weigh loss": [`{ ${two}, strategy: "recursive", probes: { lossLimit: 15 } }`, "lossLimit"],
  "routes that count rounds": [`{ ${two}, strategy: "recursive", probes: { fail: 3, recover: 12 } }`, "fail"],
  "routes with a kind of probe": [`{ ${two}, strategy: "recursive", probes: { kind: "tcp" } }`, "kind"],
  "routes that are told which line to use": [
    `{ ${two}, strategy: "recursive", maintenance: "ISP1" }`,
    "maintenance|undefined",
  ],
  "a script with checked gateways": [`{ ${two}, probes: { ${checkGateway} } }`, "checkGateway"],
  "a strategy that is not there": [`{ ${two}, strategy: "netwatch" }`, "netwatch"],
  "half of a check": [
    `{ ${two}, strategy: "recursive", probes: { checkGateway: { interval: "2s" } } }`,
    "timeout",
  ],
  "no keepalive": [
    `{ wans: [{ access: "pppoe", interface: "ether1", user: "u", password: "p", keepaliveTimeout: "disabled" }, ${dhcp}] }`,
    "keepaliveTimeout|number",
  ],
  "a flush of everything": [`{ ${two}, onSwitch: { flush: "all" } }`, '"all"'],
  "a telegram without its token": [
    `{ ${two}, onSwitch: { notify: [{ telegram: { chat: "1" } }] } }`,
    "token",
  ],
  "a notification by nobody": [`{ ${two}, onSwitch: { notify: [{ sms: "1" }] } }`, "sms"],
  "a forward to nowhere": [
    `{ ${two}, inbound: [{ name: "a", protocol: "tcp", port: 1 }] }`,
    "Property 'to' is missing",
  ],
  "a pin to no line": [`{ ${two}, pinning: [{ name: "a", hosts: ["10.0.0.1"] }] }`, "wan"],
  "an argument that is not there": [`{ ${two}, natmode: "src-nat" }`, "natmode"],
};

const types = path.join(REPOSITORY, "src/failover/args/types");
const programOf = (args: string) =>
  `import type { DualWanArgs } from ${JSON.stringify(types)};\nexport const office: DualWanArgs = ${args};\n`;

describe("the type of the arguments", function () {
  this.timeout(60_000);
  let complaints: ReadonlyMap<string, readonly string[]>;

  const fileOf = (index: number) => path.join(REPOSITORY, `test/failover/args/program-${index}.ts`);
  const all = [
    ...Object.entries(good),
    ...Object.entries(bad).map(([what, [args]]) => [what, args] as const),
  ];

  before(() => {
    const programs = new Map(all.map(([, args], index) => [fileOf(index), programOf(args)]));
    const found = mistakesIn(programs);
    complaints = new Map(
      all.map(([what], index) => {
        const own = `${path.basename(fileOf(index))}: `;
        return [what, found.filter((line) => line.startsWith(own)).map((line) => line.slice(own.length))];
      }),
    );
  });

  for (const what of Object.keys(good)) it(`takes ${what}`, () => assert.deepEqual(complaints.get(what), []));

  for (const [what, [, word]] of Object.entries(bad))
    it(`refuses ${what}`, () => {
      const [first, ...more] = complaints.get(what) ?? [];
      assert.ok(first !== undefined, "it compiles");
      assert.match([first, ...more].join("\n"), new RegExp(word));
    });
});
