import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { ensurePulumi, findPulumi, type PulumiWays, withPulumi } from "../../tools/bootstrap/pulumi";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { captureStderr } from "./capture-stderr";
import { fakeProgram, fakePulumi } from "./fake-programs";

const SHELL_FOLDERS = "/usr/bin:/bin";

describe("the search for the Pulumi CLI", () => {
  captureStderr();
  let root: string;
  let env: NodeJS.ProcessEnv;
  let cached: string;

  beforeEach(() => {
    root = temporaryFolder("find-pulumi");
    env = { HOME: root, XDG_CACHE_HOME: path.join(root, "cache"), PATH: SHELL_FOLDERS };
    cached = path.join(root, "cache", "pulumi-routeros", "pulumi-3.259.0");
  });

  afterEach(() => removeTemporary(root));

  /** Ways that tell which of them were gone. */
  function ways(overrides: Partial<PulumiWays> = {}): PulumiWays & { gone: string[] } {
    const gone: string[] = [];
    return {
      gone,
      installRelease: (folder) => {
        gone.push("vendor");
        return overrides.installRelease?.(folder) ?? Promise.reject(new Error("nothing arrived for 10 s"));
      },
      findGo: () => {
        gone.push("find go");
        return overrides.findGo?.();
      },
      buildSet: async (folder, go) => {
        gone.push("build");
        await overrides.buildSet?.(folder, go);
      },
    };
  }

  const goodGo = () => ({ command: "go", version: "1.26.0", ok: true });
  const onPath = (...folders: string[]) => {
    env.PATH = [...folders, SHELL_FOLDERS].join(":");
  };

  it("takes a complete and new enough one on PATH before the cache", () => {
    onPath(fakePulumi(path.join(root, "bin"), "3.300.1"));
    fakePulumi(cached, "3.259.0");
    const bin = path.join(root, "bin");
    const expected = { pulumi: path.join(bin, "pulumi"), dirs: [bin], version: "3.300.1", from: "PATH" };
    assert.deepEqual(findPulumi(env, "linux"), expected);
  });

  it("passes over one on PATH that is too old, of another major version, or broken", () => {
    fakePulumi(cached, "3.259.0");
    for (const version of ["3.226.9", "2.300.0", "4.0.0", "dev"]) {
      onPath(fakePulumi(path.join(root, "bin"), version));
      assert.equal(findPulumi(env, "linux")?.from, "cache", version);
    }
    fakeProgram(path.join(root, "bin"), "pulumi", "exit 1");
    assert.equal(findPulumi(env, "linux")?.from, "cache");
  });

  it("looks behind an old one on PATH for a newer one", () => {
    const [old, good] = [
      fakePulumi(path.join(root, "old"), "3.1.0"),
      fakePulumi(path.join(root, "good"), "3.227.0"),
    ];
    onPath(old, good);
    assert.equal(findPulumi(env, "linux")?.pulumi, path.join(good, "pulumi"));
  });

  it("passes over one on PATH without its language host or dynamic provider", () => {
    for (const missing of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
      onPath(fakePulumi(path.join(root, missing), "3.300.0", missing));
      assert.equal(findPulumi(env, "linux"), undefined, missing);
    }
  });

  it("finds the helpers elsewhere on PATH, and beside the file that a link in PATH points to", () => {
    const half = fakePulumi(path.join(root, "half"), "3.300.0", "pulumi-language-nodejs");
    const rest = fakePulumi(path.join(root, "rest"), "3.300.0", "pulumi");
    onPath(half, rest);
    assert.deepEqual(findPulumi(env, "linux")?.dirs, [half, rest]);

    const whole = fakePulumi(path.join(root, "opt", "pulumi"), "3.300.0");
    const links = path.join(root, "links");
    fs.mkdirSync(links);
    fs.symlinkSync(path.join(whole, "pulumi"), path.join(links, "pulumi"));
    onPath(links);
    assert.deepEqual(findPulumi(env, "linux")?.dirs, [links, whole]);
  });

  it("takes the one in the cache only when it is complete", () => {
    fakePulumi(cached, "3.259.0", "pulumi-resource-pulumi-nodejs");
    assert.equal(findPulumi(env, "linux"), undefined);
    fakePulumi(cached, "3.259.0");
    assert.deepEqual(findPulumi(env, "linux")?.dirs, [cached]);
  });

  it("gets nothing when there is one", async () => {
    fakePulumi(cached, "3.259.0");
    const chosen = ways();
    await ensurePulumi(env, chosen, "linux");
    assert.deepEqual(chosen.gone, []);
  });

  it("asks the vendor before it builds, and puts what it got into the cache", async () => {
    const chosen = ways({
      installRelease: async (folder) => fakePulumi(path.join(folder, "root", "bin"), "3.259.0"),
    });
    const set = await ensurePulumi(env, chosen, "linux");
    assert.deepEqual(chosen.gone, ["vendor"]);
    assert.deepEqual(set.dirs, [cached]);
    assert.deepEqual(fs.readdirSync(path.dirname(cached)), ["pulumi-3.259.0"]);
  });

  it("builds with Go when the vendor cannot be reached", async () => {
    const chosen = ways({ findGo: goodGo, buildSet: async (folder) => void fakePulumi(folder, "3.259.0") });
    const set = await ensurePulumi(env, chosen, "linux");
    assert.deepEqual(chosen.gone, ["vendor", "find go", "build"]);
    assert.equal(set.version, "3.259.0");
  });

  it("names both ways out when neither vendor nor Go is there, or Go is too old", async () => {
    const ways1 = ensurePulumi(env, ways(), "linux");
    await assert.rejects(
      ways1,
      /nothing arrived.*Go is not installed[\s\S]*Two ways out[\s\S]*Pulumi CLI[\s\S]*Go 1\.25/,
    );
    const old = () => ({ command: "go", version: "1.21.3", ok: false });
    await assert.rejects(
      ensurePulumi(env, ways({ findGo: old }), "linux"),
      /the Go found is 1\.21\.3, and 1\.25 is needed/,
    );
  });

  it("leaves nothing half-made in the cache when a build fails", async () => {
    const buildSet = async (folder: string) => {
      fakePulumi(folder, "3.259.0", "pulumi-language-nodejs");
      throw new Error("no space left on device");
    };
    await assert.rejects(ensurePulumi(env, ways({ findGo: goodGo, buildSet }), "linux"), /no space left/);
    assert.deepEqual(fs.readdirSync(path.dirname(cached)), []);
  });

  it("refuses a set that is not complete", async () => {
    const installRelease = async (folder: string) =>
      fakePulumi(path.join(folder, "bin"), "3.259.0", "pulumi-language-nodejs");
    await assert.rejects(ensurePulumi(env, ways({ installRelease }), "linux"), /is not complete/);
  });

  it("gets the CLI once when two set-ups run at the same time", async () => {
    const installRelease = async (folder: string) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return fakePulumi(path.join(folder, "bin"), "3.259.0");
    };
    const both = [ways({ installRelease }), ways({ installRelease })];
    const sets = await Promise.all(both.map((one) => ensurePulumi(env, one, "linux")));
    assert.deepEqual(sets[0], sets[1]);
    assert.deepEqual(
      both.flatMap(({ gone }) => gone),
      ["vendor"],
    );
  });

  it("keeps its cache where each system keeps caches", () => {
    const windows = fakePulumi(
      path.join(root, "local", "pulumi-routeros", "cache", "pulumi-3.259.0"),
      "3.259.0",
    );
    for (const name of fs.readdirSync(windows))
      fs.renameSync(path.join(windows, name), path.join(windows, `${name}.exe`));
    assert.equal(findPulumi({ PATH: "", LOCALAPPDATA: path.join(root, "local") }, "win32")?.dirs[0], windows);
    const home = fakePulumi(path.join(root, ".cache", "pulumi-routeros", "pulumi-3.259.0"), "3.259.0");
    assert.equal(findPulumi({ PATH: "", HOME: root, XDG_CACHE_HOME: "" }, "linux")?.dirs[0], home);
  });

  it("puts the CLI and this Node first on PATH", () => {
    const set = { pulumi: "/x/pulumi", dirs: ["/x", "/y"], version: "3.259.0", from: "cache" } as const;
    const { PATH } = withPulumi(set, { PATH: "/usr/bin" });
    assert.equal(PATH, `/x:/y:${path.dirname(process.execPath)}:/usr/bin`);
  });
});
