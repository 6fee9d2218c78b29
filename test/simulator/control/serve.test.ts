import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../../simulator/cli/program";
import { onlyBlock } from "../../docs/documents";
import { startCli } from "../../support/cli-run";
import { REPOSITORY } from "../../support/package-links";

const example = onlyBlock("simulator/README.md", "A router that lives", "yaml").text;
const office = `
/interface bridge add name=bridge
/ip address add address=192.168.88.1/24 interface=bridge
/interface pppoe-client add name=pppoe-isp1 interface=ether1 user=u password=p add-default-route=yes disabled=no
/ip dhcp-client add interface=ether2 default-route-distance=2 disabled=no
/ip firewall nat add chain=srcnat action=masquerade out-interface=pppoe-isp1
/ip firewall nat add chain=srcnat action=masquerade out-interface=ether2
/system scheduler add name=a interval=1m start-date=1970-01-01 start-time=00:00:00 on-event=":log info tick"
`;

describe("routeros-simulator serve with a network, and ctl", function () {
  this.timeout(60_000);
  let folder: string;
  let files: { network: string; office: string; control: string };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ctl-"));
    files = {
      network: join(folder, "office.yaml"),
      office: join(folder, "office.rsc"),
      control: join(folder, "c.sock"),
    };
    writeFileSync(files.network, example);
    writeFileSync(files.office, office);
  });
  after(() => rmSync(folder, { recursive: true }));

  async function program(...args: string[]) {
    let [out, err] = ["", ""];
    const streams = {
      out: (text: string) => {
        out += text;
      },
      err: (text: string) => {
        err += text;
      },
    };
    return { code: await runProgram(args, streams), out, err };
  }

  const serve = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    startCli(
      process.execPath,
      ["-r", "ts-node/register", "simulator/cli/main.ts", "serve", "--port", "0", ...args],
      { cwd: REPOSITORY, env: { ...process.env, ...env } },
    );

  // As the documents say: serve --network office.yaml --import office.rsc --clock stepped
  it("steps through an outage", async () => {
    const { network: file, office: rsc, control } = files;
    const args = ["--network", file, "--import", rsc, "--clock", "stepped", "--control", control];
    const served = serve(args);
    const ctl = (line: string) => program("ctl", "--control", control, ...line.split(" "));
    try {
      await served.until(/^ready: .*\n/m);
      assert.equal((await ctl("clock +5m")).out, "2026-01-01 00:05:00.000, stepped\n");
      assert.match((await ctl("log")).out, /(script,info tick\n.*){5}$/);
      assert.match((await ctl("traffic report")).out, /^desk +host +3000 /m);
      await ctl("traffic reset");
      await ctl("link ether1 down");
      await ctl("clock +15m");
      assert.match((await ctl("events 0")).out, /ISP1: upstream=blackhole/);
      assert.match((await ctl("traffic report")).out, /^desk +host +9000 +9000 .*ISP2=9000$/m);
      await ctl("isp ISP1 loss 30%");
      assert.match((await ctl("status")).out, /ISP1: .*link down, upstream blackhole, loss 30%/);
      assert.match((await ctl("help")).out, /^link ether1 down\|up$/m);
      const refused = await ctl("link ether7 down");
      assert.equal(refused.code, 1);
      assert.match(refused.err, /^error: ether7 is none of the router's ports: /);
    } finally {
      served.interrupt();
    }
    assert.equal((await served.done).code, 0);
  });

  it("goes sixty times as fast, and is found by ctl without being told where", async () => {
    // A folder for temporary files of its own: no other simulator is there.
    const env = { TMPDIR: folder };
    const served = serve(["--speed", "60"], env);
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      await served.until(/^ready: .*\n/m);
      assert.match((await program("ctl", "clock")).out, /, speed 60\n$/);
      assert.match((await program("ctl", "clock", "speed", "600")).out, /, speed 600\n$/);
      assert.match((await program("ctl")).out, /^link ether1 down\|up$/m);
      served.interrupt();
      assert.equal((await served.done).code, 0);
      const gone = await program("ctl", "status");
      assert.deepEqual(
        [gone.code, gone.err],
        [1, "error: no simulated router is running here; start one with routeros-simulator serve\n"],
      );
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      served.interrupt();
    }
  });

  it("ends where the network names a port that the router has not", async () => {
    const file = join(folder, "wrong.yaml");
    writeFileSync(file, example.replace("interface: ether2", "interface: ether9"));
    const served = serve(["--network", file, "--control", files.control]);
    const { code, stderr } = await served.done;
    assert.equal(code, 1);
    assert.match(stderr, /wrong\.yaml: isps\[1\]\.interface: the router has no port ether9/);
  });

  for (const [args, message] of [
    [["--network", "nowhere.yaml"], /--network: nowhere\.yaml cannot be read \(ENOENT\)/],
    [["--clock", "stepped", "--speed", "60"], /--speed is for a clock that goes/],
    [["--speed", "0"], /A speed is a number above 0/],
    [["--clock", "sundial"], /--clock.*real, stepped/],
  ] as const) {
    it(`refuses ${args.join(" ")} with exit code 2`, async () => {
      const { code, err } = await program("serve", ...args);
      assert.equal(code, 2);
      assert.match(err, message);
    });
  }
});
