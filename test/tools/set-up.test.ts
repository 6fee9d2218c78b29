import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { startCli } from "../support/cli-run";
import { REPOSITORY } from "../support/package-links";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { captureStderr } from "./capture-stderr";

interface Step {
  isFresh(root: string): boolean;
  ensure(root: string): Promise<void>;
}
const npm = require("../../tools/bootstrap/npm") as Step;
const build = require("../../tools/bootstrap/build") as Step;
const { refusal } = require("../../tools/bootstrap/node") as { refusal(version: string): string | undefined };
const { withLock } = require("../../tools/bootstrap/lock") as {
  withLock<T>(file: string, work: () => Promise<T>, onWait?: (holder: string) => void): Promise<T>;
};

/** A checkout with one dependency, `left`, and three projects of one source each. */
function writeCheckout(root: string): void {
  const write = (file: string, content: unknown) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  };
  const rootPackage = {
    name: "root",
    workspaces: ["provider", "simulator"],
    dependencies: { left: "1.0.0" },
  };
  const left = { version: "1.0.0" };
  write("package.json", rootPackage);
  write("package-lock.json", {
    packages: {
      "": rootPackage,
      "node_modules/left": left,
      "node_modules/other-platform": { version: "1.0.0", optional: true },
    },
  });
  write("node_modules/.package-lock.json", { packages: { "node_modules/left": left } });
  write("node_modules/left/package.json", { name: "left", version: "1.0.0" });
  fs.symlinkSync(
    path.join(REPOSITORY, "node_modules", "typescript"),
    path.join(root, "node_modules", "typescript"),
  );
  write("tsconfig.base.json", {
    compilerOptions: { composite: true, module: "node16", types: [], lib: ["es5"] },
  });
  for (const [name, outDir] of [
    ["provider", "dist"],
    ["simulator", "dist"],
    ["src", "../dist"],
  ] as const) {
    write(`${name}/package.json`, { name });
    write(`${name}/index.ts`, "export const one = 1;\n");
    const compilerOptions = { rootDir: ".", outDir };
    write(`${name}/tsconfig.json`, { extends: "../tsconfig.base.json", compilerOptions, include: ["."] });
  }
}

describe("the set-up of a checkout", () => {
  const said = captureStderr();
  let root: string;
  beforeEach(() => {
    root = temporaryFolder("set-up");
  });
  afterEach(() => removeTemporary(root));

  const file = (...parts: string[]) => path.join(root, ...parts);

  describe("Node", () => {
    it("is refused below 20.19, with its version and place", () => {
      for (const version of ["18.20.8", "20.18.3", "6.0.0"]) {
        assert.match(
          refusal(version) ?? "",
          new RegExp(`needs Node.js 20.19.0 or newer; this is Node.js ${version}`),
        );
      }
      for (const version of ["20.19.0", "20.20.1", "22.0.0", "24.1.0"])
        assert.equal(refusal(version), undefined);
    });
  });

  describe("npm dependencies", () => {
    beforeEach(() => writeCheckout(root));

    it("are fresh when npm's record agrees with the lock file, by whatever way they were installed", () => {
      assert.equal(npm.isFresh(root), true);
    });

    it("are stale when the lock file wants another version", () => {
      assert.equal(npm.isFresh(root), true);
      const lock = fs.readFileSync(file("package-lock.json"), "utf8");
      fs.writeFileSync(
        file("package-lock.json"),
        lock.replace('left":{"version":"1.0.0"', 'left":{"version":"1.0.1"'),
      );
      assert.equal(npm.isFresh(root), false);
    });

    it("are stale when a package.json asks for what the lock file does not know", () => {
      fs.writeFileSync(
        file("provider", "package.json"),
        JSON.stringify({ name: "provider", dependencies: { x: "1.0.0" } }),
      );
      assert.equal(npm.isFresh(root), false);
    });

    it("are stale when a package's folder or the whole of node_modules is gone", () => {
      fs.rmSync(file("node_modules", "left"), { recursive: true });
      assert.equal(npm.isFresh(root), false);
      fs.rmSync(file("node_modules"), { recursive: true });
      assert.equal(npm.isFresh(root), false);
    });

    it("are not asked for again because of a change that is none of theirs", () => {
      const manifest = JSON.parse(fs.readFileSync(file("package.json"), "utf8"));
      fs.writeFileSync(file("package.json"), JSON.stringify({ ...manifest, description: "new words" }));
      assert.equal(npm.isFresh(root), true);
    });

    describe("that are missing", () => {
      const startedBy = process.env.npm_execpath;
      beforeEach(() => fs.rmSync(file("node_modules"), { recursive: true }));
      afterEach(() => {
        if (startedBy === undefined) delete process.env.npm_execpath;
        else process.env.npm_execpath = startedBy;
      });

      /** Puts a script in npm's place; no registry is asked for the names of this test. */
      function fakeNpm(body: string): void {
        process.env.npm_execpath = file("npm-cli.js");
        fs.writeFileSync(process.env.npm_execpath, `const args = process.argv.slice(2); ${body}`);
      }

      it("are installed by the npm that runs us, with the development dependencies, and then are fresh", async () => {
        fakeNpm(`
          const fs = require("node:fs");
          fs.mkdirSync("node_modules/left", { recursive: true });
          fs.writeFileSync("node_modules/left/package.json", "{}");
          fs.writeFileSync("node_modules/.package-lock.json", fs.readFileSync("package-lock.json"));
          fs.writeFileSync("args", args.join(" "));`);
        await npm.ensure(root);
        assert.equal(fs.readFileSync(file("args"), "utf8"), "ci --include=dev --no-audit --no-fund");
        assert.equal(npm.isFresh(root), true);
        assert.match(said.lines(), /Installing the npm dependencies \(usually 10 to 60 s\)/);
      });

      it("fail with npm's own words and what to do about them", async () => {
        fakeNpm('console.error("npm error code EUSAGE\\nnpm error not in sync"); process.exit(1);');
        await assert.rejects(
          npm.ensure(root),
          /npm ci failed:[\s\S]*not in sync[\s\S]*Run `npm install` and commit both/,
        );
        fakeNpm('console.error("npm error code EAI_AGAIN\\nnpm error getaddrinfo"); process.exit(1);');
        await assert.rejects(npm.ensure(root), /getaddrinfo[\s\S]*Check the network[\s\S]*npm ci --offline/);
        assert.equal(npm.isFresh(root), false);
      });
    });
  });

  describe("build", () => {
    beforeEach(() => writeCheckout(root));

    it("builds once, then again only after a change, and removes what is left of a deleted source", async () => {
      assert.equal(build.isFresh(root), false);
      await build.ensure(root);
      assert.equal(build.isFresh(root), true);
      assert.ok(fs.existsSync(file("dist", "index.js")));

      fs.writeFileSync(file("provider", "extra.ts"), "export const two = 2;\n");
      assert.equal(build.isFresh(root), false);
      await build.ensure(root);
      assert.ok(fs.existsSync(file("provider", "dist", "extra.js")));

      fs.rmSync(file("provider", "extra.ts"));
      assert.equal(build.isFresh(root), false);
      await build.ensure(root);
      assert.deepEqual(
        fs.readdirSync(file("provider", "dist")).filter((name) => name.startsWith("extra")),
        [],
      );
    }).timeout(60_000);

    it("makes outputs again that somebody deleted", async () => {
      await build.ensure(root);
      fs.rmSync(file("simulator", "dist", "index.js"));
      assert.equal(build.isFresh(root), false);
      await build.ensure(root);
      assert.ok(fs.existsSync(file("simulator", "dist", "index.js")));
    }).timeout(60_000);

    it("builds again when it cannot read what another version of the set-up remembered", async () => {
      await build.ensure(root);
      for (const stamp of ["3f7a9c", '"text"', "{}", ""]) {
        fs.writeFileSync(file("node_modules", ".cache", "pulumi-routeros", "build.stamp"), stamp);
        assert.equal(build.isFresh(root), false, stamp);
      }
    }).timeout(60_000);

    it("fails with the compiler's words, and again the next time", async () => {
      fs.writeFileSync(file("src", "index.ts"), 'export const one: number = "one";\n');
      for (const time of ["first", "second"]) {
        await assert.rejects(build.ensure(root), /src\/index\.ts\(1,14\): error TS2322/, time);
      }
    }).timeout(60_000);
  });

  describe("lock", () => {
    it("lets one work at a time, and tells who is waited for", async () => {
      let inside = 0;
      let most = 0;
      const waits: string[] = [];
      const work = async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 30));
        inside--;
      };
      const one = () => withLock(file("lock"), work, (holder) => void waits.push(holder));
      await Promise.all([one(), one(), one()]);
      assert.equal(most, 1);
      assert.deepEqual(new Set(waits), new Set([`process ${process.pid}`]));
      assert.deepEqual(fs.readdirSync(root), []);
    });

    it("is free again after a failure", async () => {
      await assert.rejects(
        withLock(file("lock"), () => Promise.reject(new Error("no"))),
        /no/,
      );
      assert.equal(await withLock(file("lock"), async () => "yes"), "yes");
    });

    it("is taken from a process that was killed, by one of those who wait", async () => {
      const module = JSON.stringify(path.join(REPOSITORY, "tools", "bootstrap", "lock"));
      const script = `require(${module}).withLock(process.argv[1], () => { console.log("held"); return new Promise((r) => setTimeout(r, 60000)); })`;
      const holder = startCli(process.execPath, ["-e", script, file("lock")], {
        cwd: root,
        env: process.env,
      });
      await holder.until(/held/);
      holder.kill9();
      await holder.done;
      assert.ok(fs.existsSync(file("lock")));
      let taken = 0;
      const work = async () => void taken++;
      await Promise.all([withLock(file("lock"), work), withLock(file("lock"), work)]);
      assert.equal(taken, 2);
    });

    it("is taken when nobody has touched it for long, as on a shared disk whose other machine died", async () => {
      fs.writeFileSync(file("lock"), "another-machine 1 1");
      const longAgo = new Date(Date.now() - 60_000);
      fs.utimesSync(file("lock"), longAgo, longAgo);
      assert.equal(await withLock(file("lock"), async () => "taken"), "taken");
    });
  });
});
