import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { createProject, type PulumiProject } from "../support/pulumi-project";

/** Keeps one note in a file; a note changed behind its back is drift. `slow` makes create take its time. */
const NOTES = `
import * as pulumi from "@pulumi/pulumi";

const provider: pulumi.dynamic.ResourceProvider = {
  create: async (inputs) => {
    const fs = require("node:fs");
    if (inputs.slow) {
      fs.writeFileSync(inputs.file + ".begun", String(process.pid));
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
    fs.writeFileSync(inputs.file, inputs.text);
    return { id: inputs.file, outs: { ...inputs } };
  },
  read: async (id, props) => {
    const fs = require("node:fs");
    if (!fs.existsSync(id)) return { id: "", props: {} };
    const live = { ...props, text: fs.readFileSync(id, "utf8") };
    return { id, props: live, inputs: live };
  },
  update: async (id, olds, news) => {
    require("node:fs").writeFileSync(id, news.text);
    return { outs: { ...news } };
  },
  delete: async (id) => require("node:fs").rmSync(id, { force: true }),
};

class Note extends pulumi.dynamic.Resource {
  constructor(name: string, args: { file: string; text: pulumi.Input<string>; slow?: boolean }) {
    super(provider, name, { ...args }, undefined, "test", "Note");
  }
}

const config = new pulumi.Config("note");
const file = config.require("file");
new Note("note", { file, text: config.requireSecret("text"), slow: config.getBoolean("slow") });
export const packages = ["pulumi-routeros-provider", "pulumi-routeros"].map((name) => require.resolve(name + "/package.json"));
export const home = process.env.HOME;
`;

describe("the harness for the real Pulumi CLI", () => {
  const open: PulumiProject[] = [];

  async function notes(
    config: Record<string, string> = {},
  ): Promise<{ project: PulumiProject; file: string }> {
    const project = await createProject({
      program: NOTES,
      config: { "note:text": { secret: "first words" }, ...config },
    });
    open.push(project);
    const file = path.join(project.folder, "note.txt");
    await project.setConfig("note:file", file);
    return { project, file };
  }

  afterEach(async () => {
    for (const project of open.splice(0)) await project.dispose();
  });

  it("applies, finds drift by a plain preview with exit code 7, repairs and destroys", async () => {
    const { project, file } = await notes();

    const up = await project.up();
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.equal(fs.readFileSync(file, "utf8"), "first words");

    const clean = await project.preview(["--expect-no-changes"]);
    assert.equal(clean.code, 0, clean.stdout + clean.stderr);

    fs.writeFileSync(file, "changed by hand");
    const drift = await project.preview(["--expect-no-changes"]);
    assert.equal(drift.code, 7, drift.stdout + drift.stderr);
    assert.equal(fs.readFileSync(file, "utf8"), "changed by hand", "a preview must not write");

    const repair = await project.up();
    assert.equal(repair.code, 0, repair.stdout + repair.stderr);
    assert.equal(fs.readFileSync(file, "utf8"), "first words");

    const look = await project.refresh(["--preview-only", "--expect-no-changes"]);
    assert.equal(look.code, 0, look.stdout + look.stderr);

    const destroy = await project.destroy();
    assert.equal(destroy.code, 0, destroy.stdout + destroy.stderr);
    assert.equal(fs.existsSync(file), false);
  });

  it("links the packages of this repository, keeps secrets out of its files, and uses a home of its own", async () => {
    const { project, file } = await notes();
    const up = await project.up();
    assert.equal(up.code, 0, up.stdout + up.stderr);

    const { packages, home } = await project.outputs();
    const root = path.resolve(__dirname, "..", "..");
    assert.deepEqual(packages, [
      path.join(root, "provider", "package.json"),
      path.join(root, "package.json"),
    ]);
    assert.equal(home, path.join(path.dirname(project.folder), "home"));

    // The note itself is in clear, so the search does find what is there.
    assert.deepEqual(project.filesContaining("first words"), [file]);
    const { deployment } = await project.exportState();
    assert.ok(deployment.resources?.some(({ type }) => type === "pulumi-nodejs:dynamic/test:Note"));
  });

  it("reports a failing command as a result and not as an exception", async () => {
    const { project } = await notes();
    project.write('throw new Error("the program fails");');
    const up = await project.up();
    assert.notEqual(up.code, 0);
    assert.match(up.stdout + up.stderr, /the program fails/);
  });

  it("kills the CLI in the middle of an update, sees the orphan finish, and goes on after a cancel", async () => {
    const { project, file } = await notes({ "note:slow": "true" });

    const run = project.start(["up", "--stack", project.stack, "--yes", "--skip-preview"]);
    while (!fs.existsSync(`${file}.begun`)) await new Promise((resolve) => setTimeout(resolve, 50));
    run.kill9();
    assert.equal((await run.done).code, null);
    const host = Number(fs.readFileSync(`${file}.begun`, "utf8"));
    assert.ok(project.processes().includes(host), "the dynamic host outlives the CLI");
    assert.equal(fs.existsSync(file), false);

    const locked = await project.up();
    assert.notEqual(locked.code, 0);
    assert.match(locked.stdout + locked.stderr, /locked/);

    while (!fs.existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
    const cancel = await project.cancel();
    assert.equal(cancel.code, 0, cancel.stdout + cancel.stderr);
    const up = await project.up();
    assert.equal(up.code, 0, up.stdout + up.stderr);

    await project.dispose();
    assert.deepEqual(project.processes(), []);
    assert.equal(fs.existsSync(project.folder), false);
  });

  it("waits for words in the output of a running command, and tells when they do not come", async () => {
    const { project } = await notes();
    const run = project.start(["stack", "ls"]);
    await run.until(/office/);
    await assert.rejects(run.until(/no such words/), /ended with code 0 before .*no such words/);
  });
});
