import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as ts from "typescript";
import { REPOSITORY } from "../support/package-links";
import { tarball, unpacked } from "../support/tarballs";
import { filesBelow, removeTemporary, temporaryFolder } from "../support/temporary";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly main: string;
  readonly types: string;
  readonly engines?: { readonly node?: string };
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

interface Expected {
  readonly name: string;
  /** Import paths that are public for ever. */
  readonly entries: readonly string[];
  readonly bin: readonly string[];
  /** Upper bound of the tarball in KB: about twice what it is, so that a folder too many is noticed. */
  readonly kilobytes: number;
}

const packages: readonly Expected[] = [
  // Resources, failover, rehearsal and command line: 155 KB of code and types, all of which something here loads.
  { name: "pulumi-routeros", entries: ["pulumi-routeros"], bin: ["pulumi-routeros"], kilobytes: 320 },
  {
    name: "pulumi-routeros-provider",
    entries: ["pulumi-routeros-provider", "pulumi-routeros-provider/crud"],
    bin: [],
    kilobytes: 400,
  },
  {
    name: "routeros-simulator",
    entries: ["routeros-simulator"],
    bin: ["routeros-simulator"],
    kilobytes: 400,
  },
];

/** What belongs in a package: no sources, no tests, no build records, no maps that lead to sources left behind. */
const belongs = /^(package\.json|LICENSE|README\.md|bin\/[\w-]+\.js|dist\/[\w/.-]+(\.js|\.d\.ts|\.json))$/;

/** Run by npm in the user's project, before anybody has looked at them. */
const installScripts = ["preinstall", "install", "postinstall", "prepare"];

for (const { name, entries, bin, kilobytes } of packages) {
  describe(`the tarball of ${name}`, () => {
    let file: string;
    let folder: string;
    let files: readonly string[];
    let manifest: Manifest;

    before(async () => {
      const packed = await tarball(name);
      file = packed.file;
      folder = unpacked(packed);
      files = filesBelow(folder).map((one) => path.relative(folder, one).split(path.sep).join("/"));
      manifest = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    });

    after(() => removeTemporary(path.dirname(folder)));

    it("holds what was built, licence and README, and nothing else", () => {
      assert.deepEqual(
        files.filter((one) => !belongs.test(one)),
        [],
      );
      for (const one of ["LICENSE", "README.md", "package.json"]) assert.ok(files.includes(one), one);
      const untyped = files.filter(
        (one) => /^dist\/.*\.js$/.test(one) && !files.includes(one.replace(/js$/, "d.ts")),
      );
      assert.deepEqual(untyped, []);
    });

    it(`is smaller than ${kilobytes} KB`, () => {
      assert.ok(fs.statSync(file).size < kilobytes * 1024, `${fs.statSync(file).size} bytes`);
    });

    it("tells nothing of the machine that packed it", () => {
      const telling = [REPOSITORY, os.homedir(), os.tmpdir()].map((one) => `${one}${path.sep}`);
      for (const one of files) {
        const text = fs.readFileSync(path.join(folder, one), "utf8");
        for (const place of telling) assert.ok(!text.includes(place), `${one} contains ${place}`);
      }
    });

    it("describes itself, runs nothing when it is installed, and pins what it depends on", () => {
      assert.equal(manifest.name, name);
      assert.equal(manifest.license, "Apache-2.0");
      assert.equal(manifest.engines?.node, ">=20.19");
      assert.ok((manifest.description ?? "").length > 20, manifest.description);
      for (const script of installScripts) assert.equal(manifest.scripts?.[script], undefined);
      for (const [dependency, range] of Object.entries(manifest.dependencies ?? {}))
        assert.match(range, /^\d+\.\d+\.\d+$/, `${dependency}: ${range}`);
    });

    it("has the commands and the files that its package.json names", () => {
      assert.deepEqual(Object.keys(manifest.bin ?? {}), bin);
      const named = Object.values(manifest.exports).flatMap((entry) =>
        typeof entry === "string" ? [entry] : [entry.types, entry.default],
      );
      for (const one of [manifest.main, manifest.types, ...named, ...Object.values(manifest.bin ?? {})])
        assert.ok(files.includes(one.replace(/^\.\//, "")), one);
      for (const command of Object.values(manifest.bin ?? {})) {
        const text = fs.readFileSync(path.join(folder, command), "utf8");
        assert.ok(text.startsWith("#!/usr/bin/env node\n"), command);
      }
    });

    for (const [resolution, kind, module] of [
      ["node16", ts.ModuleResolutionKind.Node16, ts.ModuleKind.Node16],
      ["bundler", ts.ModuleResolutionKind.Bundler, ts.ModuleKind.ESNext],
    ] as const) {
      it(`gives its types to a compiler with moduleResolution ${resolution}`, () => {
        const project = temporaryFolder("resolution");
        fs.cpSync(folder, path.join(project, "node_modules", name), { recursive: true });
        for (const entry of entries) {
          const from = path.join(project, "index.ts");
          const { resolvedModule } = ts.resolveModuleName(
            entry,
            from,
            { moduleResolution: kind, module },
            ts.sys,
          );
          assert.match(resolvedModule?.resolvedFileName ?? `${entry}: none`, /node_modules\/.*\.d\.ts$/);
        }
        removeTemporary(project);
      });
    }
  });
}

describe("the tarballs together", () => {
  it("belong to one version, with engine and simulator as peers of exactly that version and a wide range of SDKs", async () => {
    const { version } = await tarball("pulumi-routeros-provider");
    const packed = await tarball("pulumi-routeros");
    assert.equal(packed.version, version);
    const manifest: Manifest = JSON.parse(
      fs.readFileSync(path.join(unpacked(packed), "package.json"), "utf8"),
    );
    assert.deepEqual(manifest.peerDependencies, {
      "@pulumi/pulumi": ">=3.216.0 <4",
      "pulumi-routeros-provider": version,
      "routeros-simulator": version,
    });
    // Only who rehearses needs it.
    assert.deepEqual(manifest.peerDependenciesMeta, { "routeros-simulator": { optional: true } });
  });
});
