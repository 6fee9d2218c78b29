import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { command, siteYaml } from "./office";

const secret = "secret-of-isp1";

interface Case {
  readonly what: string;
  /** Text of the file. */
  readonly yaml: string;
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  {
    what: "a bracket that is not closed",
    yaml: siteYaml.replace("ether2 }", "ether2"),
    says: /is no YAML: line 4, column 1: Flow map .* must .* end with a }/,
  },
  {
    what: "a line that is indented wrongly, below a password",
    yaml: `wans:\n  - access: pppoe\n    interface: ether1\n    password: ${secret}\n   user: x\n`,
    says: /is no YAML: line 5, column 1: /,
  },
  {
    what: "a key that is there twice",
    yaml: `${siteYaml}wans: []\n`,
    says: /line 4, column 1: Map keys must be unique/,
  },
  { what: "a name that refers to nothing", yaml: "wans: *lines\n", says: /is no YAML: Unresolved alias/ },
  {
    what: "a tag that YAML does not know",
    yaml: "wans: !lines []\n",
    says: /line 1, column 7: Unresolved tag: !lines/,
  },
  {
    what: "two documents",
    yaml: `${siteYaml}---\n${siteYaml}`,
    says: /line 4, column 1: Source contains multiple documents/,
  },
  { what: "an empty file", yaml: "", says: /is empty, or not a site/ },
  { what: "a list", yaml: "- wans\n", says: /is empty, or not a site/ },
  {
    what: "a site without lines",
    yaml: "objects: []\n",
    says: /describes no office with several lines: it needs "wans"/,
  },
  {
    what: "a stack's file without a site",
    yaml: "config:\n  routeros:host: 192.0.2.1\n",
    says: /is a stack's configuration and needs one value "<project>:site"/,
  },
  {
    what: "a stack's file with two sites",
    yaml: "config:\n  a:site: { wans: [] }\n  b:site: { wans: [] }\n",
    says: /needs one value "<project>:site"/,
  },
  {
    what: "keys that are unknown, all of them",
    yaml: siteYaml.replace("user:", "usr:").concat("flow: pin\n"),
    says: /- site\.wans\[0\]: there is no such argument: "usr"[\s\S]*- site\.[^\n]*: there is no such argument: "flow"/,
  },
  {
    what: "one line",
    yaml: "wans:\n  - { access: dhcp, interface: ether2 }\n",
    says: /- site\.wans: /,
  },
  {
    what: "lines that are no list",
    yaml: "wans: ether1\n",
    says: /- site\.wans: /,
  },
];

describe("pulumi-routeros and files that are no site", () => {
  let folder: string;
  before(() => {
    folder = temporaryFolder("command");
  });
  after(() => removeTemporary(folder));

  for (const [index, { what, yaml, says }] of cases.entries()) {
    it(`names the place of ${what}`, async () => {
      const file = path.join(folder, `${index}.yaml`);
      fs.writeFileSync(file, yaml);
      for (const args of [
        ["plan", file],
        ["rehearse", file],
        ["status", file],
        ["maintenance", file, "ISP1"],
      ]) {
        const { code, out, err } = await command(args);
        assert.deepEqual([code, out], [2, ""], args[0]);
        assert.ok(err.startsWith(`error: ${file}`), err);
        assert.match(err, says);
        assert.ok(!err.includes(secret), "the password of a line is in the message");
      }
    });
  }

  it("says why a file cannot be read", async () => {
    const missing = path.join(folder, "nowhere.yaml");
    assert.equal(
      (await command(["plan", missing])).err,
      `error: ${missing} cannot be read: there is no such file\n`,
    );
    assert.match((await command(["plan", folder])).err, /cannot be read: it is a folder/);
  });

  for (const [args, says] of [
    [["plan"], /missing required argument 'site'/],
    [["plant"], /unknown command 'plant'\n\(Did you mean plan\?\)/],
    [["plan", "SITE", "--format", "xml"], /'xml' is invalid\. Allowed choices are table, rsc, json/],
    [["plan", "SITE", "--dialect", "5"], /Allowed choices are 6, 7/],
    [["plan", "SITE", "--show-secrets"], /unknown option '--show-secrets'/],
    [["rehearse", "SITE", "--scenario", "link-dwn"], /there is no scenario "link-dwn": --list says which/],
    [["rehearse", "SITE", "--seeds", "0"], /'0' is invalid\. a whole number from 1 is needed/],
    [["rehearse", "SITE", "--jobs", "many"], /'many' is invalid/],
    [["rehearse", "SITE", "--routeros", "7.1"], /RouterOS 7\.1 is not simulated: 6\.49, 7\.12\.2, /],
    [
      ["rehearse", "SITE", "--html", "/nowhere/report.html"],
      /--html \/nowhere\/report\.html cannot be written: there is no folder \/nowhere/,
    ],
    [["rehearse", "SITE", "--json", "/"], /--json \/ cannot be written: it is a folder/],
    [
      ["rehearse", "SITE", "--against", "article", "--strategy", "recursive"],
      /--against is played beside the strategy "script"/,
    ],
    [
      ["rehearse", "SITE", "--routeros", "7.24", "7.21.5"],
      /one version of each family: 7\.24 and 7\.21\.5 are both 7/,
    ],
    [["maintenance", "SITE"], /missing required argument 'line'/],
  ] as const) {
    it(`refuses ${args.join(" ")} with exit code 2`, async () => {
      const file = path.join(folder, "good.yaml");
      fs.writeFileSync(file, siteYaml);
      const { code, out, err } = await command(args.map((word) => (word === "SITE" ? file : word)));
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, says);
    });
  }
});
