import assert from "node:assert/strict";
import { create, driftOf, failuresOf, newProcess, refresh, rejects, up } from "./engine";
import { FakeRouter } from "./fake-router";

const token = "t0ken-of-the-bot";
const source = `:local token "${token}"\n:log info "x"\n`;
const script = { name: "notify", source, policy: ["read"], sensitive: ["source"] };
const menu = "/system/script";

describe("properties that only the program knows to be credentials", () => {
  let router: FakeRouter;
  let lines: string[];
  beforeEach(() => {
    router = new FakeRouter();
    lines = newProcess(router);
  });

  /** The message of what must fail; neither it nor what was logged holds the token, or what else is a secret. */
  async function messageOf(work: Promise<unknown>, ...secrets: string[]): Promise<string> {
    const error = await work.then(
      () => assert.fail("it must be refused"),
      (thrown: Error) => thrown,
    );
    for (const secret of [token, ...secrets]) {
      assert.ok(!`${error.message} ${error.stack} ${lines.join()}`.includes(secret), error.message);
    }
    return error.message;
  }

  it("are written and compared like any other, whoever our user is", async () => {
    router.sight = { sight: "withheld", because: "the API user lacks the policy sensitive" };
    const state = await create("Script", script);
    assert.equal(router.all(menu)[0]?.source, source);
    assert.deepEqual(driftOf(state, await refresh("Script", state)), []);
    router.change(menu, "*1", { source: "changed" });
    const drifted = await refresh("Script", state);
    assert.deepEqual(driftOf(state, drifted), ["source"]);
    assert.ok(drifted);
    await up("Script", drifted, script);
    assert.equal(router.all(menu)[0]?.source, source);
    router.change(menu, "*1", { source: "" });
    assert.deepEqual(driftOf(state, await refresh("Script", state)), ["source"]);
  });

  it("stay out of the message about a row that differs, on both sides", async () => {
    const theirs = "token-of-somebody-else";
    router.byHand(menu, { name: "notify", source: `:local token "${theirs}"`, policy: "read" });
    assert.match(
      await messageOf(create("Script", script), theirs),
      /source differs \(its values are secret\)/,
    );
    await create("Script", { ...script, adopt: true });
    assert.match(lines.join(), /took over row \*1.*changed source/);
    assert.ok(!lines.join().includes(theirs) && !lines.join().includes(token));
  });

  it("are neither inputs nor outputs where the program does not declare them", async () => {
    const { source: _, ...undeclared } = script;
    router.byHand(menu, { name: "notify", source, policy: "read" });
    const state = await create("Script", { ...undeclared, adopt: true, source: "" });
    router.change(menu, "*1", { source });
    const { source: declared, ...rest } = (await refresh("Script", state))?.outputs ?? {};
    assert.equal(declared, source);
    assert.ok(!JSON.stringify(rest).includes(token));
    const silent = await create("Script", { ...undeclared, name: "other" });
    router.change(menu, "*2", { source });
    const after = await refresh("Script", silent);
    assert.deepEqual(driftOf(silent, after), []);
    assert.ok(!JSON.stringify(after).includes(token));
  });

  it("are not repeated where they are wrong", async () => {
    const [failure] = await failuresOf("Script", { ...script, source: { token } });
    assert.equal(failure?.reason, "source: the value given is not accepted: use the text of a script");
    const reasons = await failuresOf("Netwatch", {
      comment: "a",
      host: "192.0.2.1",
      interval: token,
      sensitive: ["interval"],
    });
    assert.ok(reasons.length === 1 && !reasons[0]?.reason.includes(token), JSON.stringify(reasons));
  });

  it("cannot be what messages and ids are made of, nor what the router owns", async () => {
    const reason = async (kind: string, args: object) =>
      (await failuresOf(kind, { ...args }))[0]?.reason ?? "";
    assert.match(
      await reason("Script", { ...script, sensitive: ["name"] }),
      /name is what the row is known by/,
    );
    assert.match(
      await reason("FirewallFilter", { comment: "a", chain: "input", content: "x", sensitive: ["content"] }),
      /content is a condition/,
    );
    assert.match(
      await reason("Script", { ...script, runtimeOwned: ["source"] }),
      /source is a secret: its live value could not be shown/,
    );
    assert.match(
      await reason("Script", { ...script, sensitive: ["sauce"] }),
      /no property "sauce": did you mean "source"/,
    );
  });

  it("are read from a state that was written before the option was known", async () => {
    const { sensitive: _, ...before } = script;
    const state = await create("Script", before);
    newProcess(router);
    assert.deepEqual(driftOf(state, await refresh("Script", state)), []);
    const after = await up("Script", state, { ...script, source: `${source}:put 1\n` });
    assert.deepEqual(after.outputs.sensitive, ["source"]);
    await rejects(refresh("Script", { ...after, outputs: { ...after.outputs, schemaVersion: 99 } }), /newer/);
  });
});
