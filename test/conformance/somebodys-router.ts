/** The suite as `npm run test:router` runs it: against a router in another process that belongs to somebody else. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { connect } from "../../provider/client/connect";
import type { Connection } from "../../provider/client/contract";
import type { Row } from "../../provider/menus/language";
import { schemaFor } from "../../simulator/config/schema";
import { menuFor } from "./arguments";
import { fixtures } from "./fixtures";

const root = join(__dirname, "../..");
const version = "7.21.5";
const user = "admin";
const password = "only-for-tests";

/** What somebody else has on the router, in every menu that the suite writes to. */
const foreignRows: readonly (readonly [path: string, properties: Readonly<Record<string, string>>])[] = [
  ["/interface/bridge", { name: "lan", comment: "office" }],
  ["/interface/list", { name: "WAN" }],
  ["/interface/list/member", { list: "WAN", interface: "ether1" }],
  ["/ip/pool", { name: "office", ranges: "10.0.0.10-10.0.0.99" }],
  ["/ppp/profile", { name: "isp" }],
  ["/interface/pppoe-client", { name: "isp1", interface: "ether1", password: "x", disabled: "yes" }],
  ["/ip/dhcp-client/option", { name: "vendor", code: "60", value: "'x'" }],
  ["/ip/dhcp-client", { interface: "ether2", disabled: "yes" }],
  ["/ip/address", { address: "10.0.0.1/24", interface: "lan" }],
  ["/routing/table", { name: "ISP1", fib: "" }],
  ["/ip/route", { "dst-address": "10.9.0.0/16", gateway: "10.0.0.2", comment: "branch" }],
  ["/ip/route", { "dst-address": "10.9.0.0/16", gateway: "10.0.0.3", disabled: "yes" }],
  ["/routing/rule", { table: "ISP1", "src-address": "10.0.0.0/24" }],
  ["/ip/firewall/mangle", { chain: "prerouting", action: "passthrough", comment: "count" }],
  ["/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface": "ether1" }],
  ["/ip/firewall/filter", { chain: "input", action: "accept", "src-address": "10.0.0.0/24" }],
  ["/ip/firewall/filter", { chain: "input", action: "drop", "in-interface": "ether1" }],
  ["/ip/firewall/address-list", { list: "office", address: "10.0.0.0/24" }],
  ["/system/script", { name: "backup", source: ":put 1" }],
  ["/system/scheduler", { name: "backup", "on-event": "backup", interval: "1d" }],
  ["/tool/netwatch", { host: "10.0.0.2" }],
  ["/interface/gre", { name: "to-main", "remote-address": "203.0.113.200", disabled: "yes" }],
  ["/ip/ipsec/policy/group", { name: "main" }],
  ["/ip/ipsec/proposal", { name: "main" }],
  ["/ip/ipsec/peer", { name: "main", address: "203.0.113.201/32" }],
  ["/ip/ipsec/policy", { peer: "main", "src-address": "10.0.0.0/24", "dst-address": "10.9.0.0/16" }],
  ["/ip/ipsec/identity", { peer: "main", secret: "y" }],
  ["/ip/dns/static", { name: "printer.office", address: "10.0.0.50" }],
];

/** Menus that change by themselves. */
const alive =
  /^\/(log|file|user\/active|ppp\/active|system\/(history|resource|clock|script\/job)|ip\/firewall\/connection|ip\/neighbor)$/;
/** Properties that do. */
const moving = /^(bytes|packets|next-run|since|status|.*-count|.*uptime|last-.*|expires-after)$/;

async function configurationOf(connection: Connection): Promise<Readonly<Record<string, readonly Row[]>>> {
  const menus = [...schemaFor(version)].filter(
    ([path, { commands }]) => commands.has("print") && !alive.test(path),
  );
  const printed = await Promise.all(
    menus.map(async ([path]) => {
      const { rows } = await connection.run({ path: `${path}/print` });
      const steady = rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => !moving.test(name))),
      );
      return [path, steady] as const;
    }),
  );
  return Object.fromEntries(printed);
}

/**
 * Runs the suite against a router full of foreign rows, and compares its whole configuration before and after.
 *
 * @param grep which tests, as mocha takes it
 * @param fewest how many of them must have run, so that none of this passes by doing nothing
 */
export function leavesRouterAsItWas(grep: string, fewest: number): void {
  describe("the conformance suite on somebody's router", function () {
    this.timeout(300_000);
    let simulator: ChildProcess;
    let port: string;
    let connection: Connection;

    before(async () => {
      const main = join(root, "simulator/cli/main.ts");
      const args = ["serve", "--version", version, "--port", "0", "--user", user, "--password", password];
      simulator = spawn(process.execPath, ["-r", "ts-node/register", main, ...args], { cwd: root });
      port = await portOf(simulator);
      connection = await connect({ host: "127.0.0.1", port: Number(port), user, password, tls: false });
      for (const [path, attributes] of foreignRows) await connection.run({ path: `${path}/add`, attributes });
    });
    after(async () => {
      await connection?.close();
      simulator?.kill();
    });

    it("leaves the router's whole configuration as it was", async () => {
      const written = new Set(
        fixtures.flatMap((one) => [menuFor(one).path, ...one.prerequisites.map(({ path }) => path)]),
      );
      const present = new Set(foreignRows.map(([path]) => path));
      assert.deepEqual(
        [...written].filter((path) => !present.has(path) && schemaFor(version).has(path)),
        [],
      );
      const before = await configurationOf(connection);
      const { code, output } = await runSuite(port, grep);
      assert.equal(code, 0, output);
      const passing = Number(/(\d+) passing/.exec(output)?.[1]);
      assert.ok(passing >= fewest, output);
      assert.deepEqual(await configurationOf(connection), before);
    });
  });
}

async function portOf(process: ChildProcess): Promise<string> {
  let said = "";
  let complaint = "";
  process.stderr?.on("data", (text) => {
    complaint += text;
  });
  for await (const text of process.stdout ?? []) {
    said += text;
    const port = /127\.0\.0\.1:(\d+)/.exec(said)?.[1];
    if (port !== undefined) {
      // Nobody reads on: what is said later must not fill the pipe.
      process.stdout?.resume();
      return port;
    }
  }
  throw new Error(`the simulator ended: ${said}${complaint}`);
}

function runSuite(port: string, grep: string): Promise<{ code: number | null; output: string }> {
  const mocha = join(root, "node_modules/mocha/bin/mocha.js");
  const args = [mocha, "--config", "test/mocharc.router.json", "--reporter", "dot", "--grep", grep];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      ...process.env,
      ROUTEROS_TEST_HOST: "127.0.0.1",
      ROUTEROS_TEST_PORT: port,
      ROUTEROS_TEST_USER: user,
      ROUTEROS_TEST_PASSWORD: password,
      ROUTEROS_TEST_TLS: "false",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}
