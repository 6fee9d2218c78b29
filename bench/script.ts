/**
 * The figures of the scripting language: `npx ts-node bench/script.ts`. A script of 2,000 lines parses in under 100 ms;
 * at least 200,000 simple statements run in a second. What reading a menu costs is told in such statements: a `get` reads
 * one property of one row, a `find` one property of each. The fastest of several rounds counts: the machine is shared.
 */

import { manualClock } from "../simulator/clock";
import { createConfigurationPlane } from "../simulator/config";
import { installScripts, parseScript } from "../simulator/script";

const rounds = 5;

const paragraph = [
  ':local rows [/ip route find where comment~"^ISP" and !disabled]',
  ":foreach row in=$rows do={",
  "  :local gateway [/ip route get $row gateway]",
  '  :if ([:len $gateway] > 0 && $gateway != "none") do={',
  '    :log info ("row $row: " . $gateway . " at $[/system clock get time]")',
  '    /ip route set $row distance=(1 + 2 * 3) comment="ISP1 $gateway"',
  '  } else={ :put "nothing"; :delay 200ms }',
  "}",
  "# a comment",
  ':do { :set rows ({1;2;"x"=3}) } on-error={}',
].join("\n");

async function fastest(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    await work();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return Math.min(...times);
}

async function main(): Promise<void> {
  const lines = Array<string>(200).fill(paragraph).join("\n");
  const parsing = await fastest(() => parseScript(lines, { version: "7.21.5" }));

  const plane = createConfigurationPlane({ version: "7.21.5", clock: manualClock() });
  const scripts = installScripts(plane);
  const caller = plane.login("admin", "", "console", "");
  if (caller === undefined) throw new Error("the user admin cannot log in");
  const { signal } = new AbortController();
  const count = 100_000;
  const loop = `:local i 0; :while ($i < ${count}) do={:set i ($i + 1)}`;
  const running = await fastest(() => scripts.job(loop, { caller, signal }));
  const rules = 100;
  for (let rule = 1; rule <= rules; rule++)
    plane.hand.add("/ip/firewall/mangle", { chain: "prerouting", action: "accept", comment: `rule ${rule}` });
  const turns = 2_000;
  /** One command in simple statements, of which the loop around it is two. */
  const inStatements = async (command: string): Promise<number> => {
    const source = `:local i 0; :while ($i < ${turns}) do={:set i ($i + 1); :local x [${command}]}`;
    const took = await fastest(() => scripts.job(source, { caller, signal }));
    return took / turns / (running / count) - 2;
  };
  const getting = await inStatements("/interface get ether1 running");
  const finding = await inStatements('/ip firewall mangle find where comment="rule 50"');
  const figures = [
    { figure: `parsing ${lines.split("\n").length} lines`, value: parsing, unit: "ms", limit: "at most 100" },
    {
      figure: "simple statements",
      value: (count / running) * 1000,
      unit: "per second",
      limit: "at least 200000",
    },
    { figure: "get of one property", value: getting, unit: "statements", limit: "at most 100" },
    { figure: `find among ${rules} rows`, value: finding, unit: "statements", limit: "at most 500" },
  ];
  console.table(figures.map((line) => ({ ...line, value: Math.round(line.value) })));
  console.log(JSON.stringify({ node: process.version, rounds, figures }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
