import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runProgram } from "../../../simulator/cli/program";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { checkScript } from "../../../simulator/script";

/** A script, and `line:column rule` of each problem. */
const facts: readonly (readonly [
  rule: string,
  version: RouterOsVersion,
  source: string,
  ...found: string[],
])[] = [
  ["a clean script", "7.21.5", ':local mine "x"\n:put [:len [/interface find name=$mine]]'],
  [
    "a local named like a property, compared with itself",
    "7.21.5",
    ":local name x\n:put [/interface find name=$name]",
    "1:8 variable-named-like-property",
    "2:23 property-compared-with-itself",
  ],
  ["get of find", "7.21.5", "/ip route get [find comment=a] gateway", "1:1 get-of-find"],
  [
    "get of a variable that holds what find gave",
    "7.21.5",
    ":local rows [/ip route find]\n:put [/ip route get $rows gateway]",
    "2:7 get-of-find",
  ],
  [
    "get behind a check of the length",
    "7.21.5",
    ":if ([:len [/ip route find]] = 1) do={:put [/ip route get [find] gateway]}",
  ],
  [
    "get behind a check of the variable",
    "7.21.5",
    ":local rows [/ip route find]\n:if ([:len $rows] = 1) do={:put [/ip route get $rows gateway]}",
  ],
  [
    "get of a loop's row",
    "7.21.5",
    ":local row [/ip route find]\n:foreach row in=[/ip route find] do={:put [/ip route get $row gateway]}",
  ],
  ["an unescaped $ at the end of a pattern", "7.21.5", ':put ("a" ~ "a$")', "1:15 unescaped-dollar"],
  ["an escaped one", "7.21.5", ':put ("a" ~ "a\\$")'],
  ["set before declaration", "7.21.5", ":put 1\n:set x 1\n:local x", "2:6 syntax"],
  ["break before 7.22", "7.21.5", ":break", "1:1 newer-than-version"],
  ["break since 7.22", "7.22.3", ":break"],
  ["onerror before 7.13", "7.12.2", ":onerror e in={} do={}", "1:1 newer-than-version"],
  ["a lower-case escape", "7.21.5", ':put "\\e2"', "1:7 syntax"],
  ["_ in a name", "7.21.5", ":local my_name 1", "1:8 underscore-in-name"],
  ["an undeclared variable", "7.21.5", ":put $x", "1:6 undeclared-variable"],
  ["a variable that a call gives", "7.21.5", ":local f do={:put $b}\n$f b=1"],
  ["one that no call gives", "7.21.5", ":local f do={:put $b}\n$f c=1", "1:19 undeclared-variable"],
  ["a function that other scripts call", "7.21.5", ":global f do={:put $b}"],
  ["a division without blanks", "7.21.5", ":put (10/2)", "1:7 division-without-spaces"],
  [
    "a guard in the same condition",
    "7.21.5",
    ":local rows [/ip route find]\n:if ([:len $rows] = 1 && [/ip route get $rows distance] = 1) do={}",
    "2:26 no-short-circuit",
  ],
  ["an unquoted prefix", "7.21.5", ":put [/ip address find address=1.1.1.1/24]", "1:32 unquoted-prefix"],
  ["an argument of another version", "7.21.5", "/ip route add routing-mark=a gateway=1.1.1.1", "1:15 syntax"],
  ["the same in v6", "6.49", "/ip route add routing-mark=a gateway=1.1.1.1"],
  ["a menu of another version", "7.21.5", "/ip route rule add table=main", "1:1 bad-command"],
];

describe("the check of scripts", () => {
  for (const [rule, version, source, ...found] of facts) {
    it(`${version}: ${rule}`, () => {
      const problems = checkScript(source, { version });
      assert.deepEqual(
        problems.map(({ line, column, rule: name }) => `${line}:${column} ${name}`),
        found,
      );
    });
  }

  it("knows the variables that a caller gives", () => {
    assert.deepEqual(
      checkScript(':put $"lease-address"', { version: "7.21.5", variables: ["lease-address"] }),
      [],
    );
  });

  describe("on the command line", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "check-"));
    after(() => rmSync(folder, { recursive: true }));
    const check = async (source: string, ...options: string[]) => {
      const file = path.join(folder, "a.rsc");
      writeFileSync(file, source);
      let out = "";
      let err = "";
      const code = await runProgram(["check", ...options, file], {
        out: (text) => (out += text),
        err: (text) => (err += text),
      });
      return { code, out: out.replaceAll(file, "a.rsc"), err };
    };

    it("exits with 0 for a clean script", async () => {
      assert.deepEqual(await check(":put 1\n"), { code: 0, out: "", err: "" });
    });
    it("names file, line, column and rule, and exits with 1", async () => {
      const { code, out, err } = await check(":put 1\n:break\n", "--version", "7.18.2");
      assert.equal(code, 1);
      assert.match(
        out,
        /^a\.rsc:2:1: warning: :break exists since RouterOS 7\.22, .*\[newer-than-version\]\n$/,
      );
      assert.equal(err, "error: 0 errors, 1 warnings\n");
    });
    it("counts only what RouterOS refuses, if told so", async () => {
      assert.equal((await check(":put $x\n", "--errors-only")).code, 0);
      assert.equal((await check(":put (\n", "--errors-only")).code, 1);
    });
    it("exits with 2 for a file that cannot be read", async () => {
      assert.equal(
        await runProgram(["check", path.join(folder, "none.rsc")], { out: () => {}, err: () => {} }),
        2,
      );
    });
  });
});
