import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { type DynamicHost, HostError, providerText, startDynamicHost, UNKNOWN } from "./dynamic-host";
import { linkPackages, REPOSITORY } from "./package-links";
import { removeTemporary, temporaryFolder } from "./temporary";

/** Answers with what it was given, and fails in the ways a provider can fail. */
const echo: pulumi.dynamic.ResourceProvider = {
  configure: async (request) => {
    (globalThis as { seen?: unknown }).seen = {
      own: request.config.get("host"),
      other: request.config.get("routeros:host"),
    };
  },
  check: async (_olds, news) =>
    news.text === "bad"
      ? { inputs: news, failures: [{ property: "text", reason: "bad is not good" }] }
      : { inputs: { ...news, checked: true } },
  diff: async (_id, olds, news) =>
    news.text === "decide"
      ? { changes: olds.text !== news.text, replaces: ["text"], deleteBeforeReplace: true }
      : {},
  create: async (inputs) => {
    if (inputs.text === "half") {
      throw Object.assign(new Error("only half was made"), {
        id: "half-1",
        properties: { ...inputs, made: ["a", "b"] },
        reasons: ["the other half failed"],
      });
    }
    if (inputs.text === "fail") throw new Error("the router said no");
    if (inputs.text === "undefined") return { id: "u", outs: { lost: undefined } };
    const { seen } = globalThis as { seen?: unknown };
    return { id: "echo-1", outs: { ...inputs, seen: seen ?? null, cwd: process.cwd() } };
  },
  read: async (id, props) => {
    if (id === "gone") return { id: "", props: {} };
    const folder = require("node:path").dirname(require.resolve("pulumi-routeros-provider/package.json"));
    return { id, props: { ...props, folder }, inputs: { text: props.text } };
  },
  update: async (_id, olds, news) => ({ outs: { before: olds.text, after: news.text } }),
  delete: async (id) => {
    console.error(`deleted ${id}`);
    if (id === "forever") await new Promise(() => {});
  },
};

describe("the harness for Pulumi's host of dynamic providers", () => {
  let folder: string;
  let host: DynamicHost;
  let provider: { __provider: string };

  before(async () => {
    folder = temporaryFolder("dynamic-host");
    linkPackages(folder);
    provider = { __provider: await providerText(echo) };
    host = await startDynamicHost({ folder, project: "office" });
    await host.configure({ "office:host": "10.0.0.1", "routeros:host": "10.0.0.2" });
  });

  after(async () => {
    await host.stop();
    removeTemporary(folder);
  });

  it("hands configuration, working directory and nested values to create and brings them back", async () => {
    const inputs = { text: "hello", list: [1, "two", { three: null }], flag: false };
    const { id, outs } = await host.create({ ...inputs, ...provider });
    assert.equal(id, "echo-1");
    const seen = { own: "10.0.0.1", other: "10.0.0.2" };
    assert.deepEqual(outs, { ...inputs, ...provider, seen, cwd: folder });
  });

  it("returns check's inputs and failures, and lets the unknown marker through", async () => {
    const good = await host.check({}, { text: UNKNOWN, ...provider });
    assert.deepEqual(good, { inputs: { text: UNKNOWN, checked: true, ...provider }, failures: [] });
    const bad = await host.check({}, { text: "bad", ...provider });
    assert.deepEqual(bad.failures, [{ property: "text", reason: "bad is not good" }]);
  });

  it("tells a diff that decides from one that leaves it to the engine", async () => {
    const left = await host.diff("echo-1", { text: "a" }, { text: "b", ...provider });
    assert.deepEqual(left, { changes: "unknown", replaces: [], deleteBeforeReplace: false });
    const some = await host.diff("echo-1", { text: "a" }, { text: "decide", ...provider });
    assert.deepEqual(some, { changes: "some", replaces: ["text"], deleteBeforeReplace: true });
    const none = await host.diff("echo-1", { text: "decide" }, { text: "decide", ...provider });
    assert.equal(none.changes, "none");
  });

  it("reads with the packages of the project folder, and sees a resource that is gone", async () => {
    const { id, props, inputs } = await host.read("echo-1", { text: "hello", ...provider });
    assert.equal(id, "echo-1");
    assert.equal(props.folder, `${REPOSITORY}/provider`);
    assert.deepEqual(inputs, { text: "hello", ...provider });
    assert.equal((await host.read("gone", provider)).id, "");
  });

  it("updates and deletes, and keeps what the provider writes to standard error", async () => {
    const { outs } = await host.update("echo-1", { text: "a" }, { text: "b", ...provider });
    assert.deepEqual(outs, { before: "a", after: "b", ...provider });
    await host.delete("echo-1", provider);
    await host.until(/deleted echo-1/);
  });

  it("carries id, properties and reasons of a partial failure", async () => {
    const inputs = { text: "half", ...provider };
    await assert.rejects(host.create(inputs), (error: unknown) => {
      assert.ok(error instanceof HostError);
      assert.equal(error.message, "only half was made");
      assert.deepEqual(error.partial, {
        id: "half-1",
        properties: { ...inputs, made: ["a", "b"] },
        reasons: ["the other half failed"],
      });
      return true;
    });
  });

  it("carries the message of a plain failure, and shows that undefined cannot be an output", async () => {
    await assert.rejects(host.create({ text: "fail", ...provider }), {
      message: "the router said no",
      code: 2,
    });
    await assert.rejects(host.create({ text: "undefined", ...provider }), /Unexpected struct type/);
  });

  it("ends a call that the host never answers at its deadline", async () => {
    const impatient = await startDynamicHost({ folder, timeout: 500 });
    try {
      await impatient.configure({});
      await assert.rejects(impatient.delete("forever", provider), { code: 4 });
    } finally {
      await impatient.stop();
    }
  });

  it("says why a host did not start", async () => {
    const env = { NODE_OPTIONS: "--require=/no/such/module.js" };
    await assert.rejects(startDynamicHost({ folder, env }), /no\/such\/module/);
  });
});
