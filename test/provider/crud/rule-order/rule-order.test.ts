import assert from "node:assert/strict";
import * as crud from "../../../../provider/crud";
import { type Environment, makeEnvironment } from "../../../../provider/crud/environment";
import type { Props } from "../../../../provider/crud/plain";
import { RouterOsError } from "../../../../provider/session/errors";
import { create, driftOf, failuresOf, refresh, type State, up } from "../engine";
import { RuleMenu } from "./rule-menu";

const filter = "/ip/firewall/filter";
const id = (name: string, nonce = "0") => `${filter}:${name}:${nonce}`;
const program = (rules: string, more: Props = {}): Props => ({
  menu: filter,
  section: "office",
  members: rules.split(" ").map((name) => id(name)),
  ...more,
});

let environment: Environment;
let lines: string[];

function routerWith(...rules: readonly (string | Record<string, string>)[]): RuleMenu {
  const router = new RuleMenu(rules);
  lines = [];
  environment = makeEnvironment(() => router, { log: (line) => lines.push(line) });
  crud.useEnvironment(environment);
  return router;
}

/** What a preview with refresh would show in `members`, or nothing. */
async function driftIn(state: State): Promise<readonly string[] | undefined> {
  const after = await refresh("RuleOrder", state);
  assert.ok(after, "an order is never gone");
  const names = driftOf(state, after);
  assert.ok(
    names.every((name) => name === "members"),
    `unexpected drift in ${names}`,
  );
  return names.length > 0 ? (after.inputs.members as string[]) : undefined;
}

/** Refresh, up, and a second refresh that must find nothing. */
async function repair(state: State, wanted: Props): Promise<State> {
  const drifted = await refresh("RuleOrder", state);
  assert.ok(drifted);
  const repaired = await up("RuleOrder", drifted, wanted);
  assert.equal(await driftIn(repaired), undefined, "a second up has something to do");
  return repaired;
}

async function failure(work: Promise<unknown>): Promise<RouterOsError> {
  const error = await work.then(
    () => assert.fail("it succeeded"),
    (reason) => reason,
  );
  assert.ok(error instanceof RouterOsError, `not a RouterOsError: ${error?.stack}`);
  return error;
}

describe("the order of a section", () => {
  it("is left alone where the rules stand as wanted", async () => {
    const router = routerWith("theirs", "a", "b", "c", "also-theirs");
    const state = await create("RuleOrder", program("a b c"));
    assert.deepEqual(router.moves, []);
    assert.match(state.id, /^order:\/ip\/firewall\/filter:office:[0-9a-f]{12}$/);
    assert.deepEqual(state.outputs.order, ["a", "b", "c"]);
    assert.equal(await driftIn(state), undefined);
  });

  it("is made with the fewest moves, and outputs tell how the rules stand", async () => {
    const router = routerWith("c", "a", "b", "d");
    const state = await create("RuleOrder", program("a b c d"));
    assert.deepEqual(router.moves, ["*1 before *4"]);
    assert.equal(router.order, "a b c d");
    assert.deepEqual(state.outputs.order, ["a", "b", "c", "d"]);
  });

  it("has outputs that hold the inputs and what later calls need", async () => {
    routerWith("a", "b");
    const state = await create("RuleOrder", program("a b"));
    for (const [name, value] of Object.entries(state.inputs)) assert.deepEqual(state.outputs[name], value);
    assert.deepEqual(state.outputs.__declared, ["anchor", "foreign", "members", "menu", "section"]);
    assert.equal(state.outputs.fingerprint, "HEX1");
    assert.equal(state.outputs.schemaVersion, 1);
  });

  it("names a swapped pair in its place, and up swaps it back with one move", async () => {
    const router = routerWith("a", "b", "c", "d");
    const state = await create("RuleOrder", program("a b c d"));
    router.byHand("a c b d");
    assert.deepEqual(await driftIn(state), [id("a"), id("c"), id("b"), id("d")]);
    const drifted = await refresh("RuleOrder", state);
    assert.deepEqual(drifted?.outputs.order, ["a", "c", "b", "d"]);
    await repair(state, program("a b c d"));
    assert.equal(router.moves.length, 1);
    assert.equal(router.order, "a b c d");
  });

  it("names a foreign rule in between in one line, and up moves the section's rules together", async () => {
    const router = routerWith("a", "b", "c");
    const state = await create("RuleOrder", program("a b c"));
    router.byHand("a allow-guest b c");
    assert.deepEqual(await driftIn(state), [
      id("a"),
      'foreign: "allow-guest" (*F1, chain=forward action=drop), before "b"',
      id("c"),
    ]);
    await repair(state, program("a b c"));
    // Not the one move that would put "a" behind the drop.
    assert.deepEqual(router.moves, ["*2,*3 before *F1"]);
    assert.equal(router.order, "a b c allow-guest");
  });

  it("says in one line what is wrong, once for all phases of a run", async () => {
    const router = routerWith("a", "b", "c");
    const state = await create("RuleOrder", program("a b c"));
    router.byHand("a c guest b");
    await driftIn(state);
    await driftIn(state);
    assert.deepEqual(lines, [
      'RuleOrder "office": router 10.0.0.1:8729, /ip/firewall/filter: ' +
        'foreign: "guest" (*F2, chain=forward action=drop), before "b"; "c" stands before "b".',
    ]);
  });

  it("names an uncommented foreign rule by its id and its conditions", async () => {
    const router = routerWith("a", { "src-address": "10.0.0.0/8", disabled: "true" }, "b");
    const drift = await driftIn(await outOfOrder(router, "a b"));
    assert.deepEqual(drift, [
      id("a"),
      'foreign: (*2, chain=forward action=accept src-address=10.0.0.0/8 disabled), before "b"',
    ]);
  });

  it("counts foreign rules where many stand at one place", async () => {
    const router = routerWith("a", "1", "2", "3", "4", "5", "b");
    const [, entry] = (await driftIn(await outOfOrder(router, "a b"))) ?? [];
    assert.match(entry ?? "", /^foreign: "1" .*; foreign: "3" \([^)]*\); and 2 more, before "b"$/);
  });

  it("is not touched by foreign rules around it, wherever they are added", async () => {
    const router = routerWith("a", "b");
    const state = await create("RuleOrder", program("a b"));
    router.byHand("x a b y z");
    assert.equal(await driftIn(state), undefined);
  });

  it("tolerates foreign rules in between where told so, and still sees a swapped pair", async () => {
    const router = routerWith("a", "x", "b");
    const wanted = program("a b", { foreign: "tolerate" });
    const state = await create("RuleOrder", wanted);
    assert.deepEqual(router.moves, []);
    router.byHand("b x a");
    assert.deepEqual(await driftIn(state), [id("b"), id("a")]);
    await repair(state, wanted);
    assert.equal(router.moves.length, 1);
  });

  it("refuses to move past foreign rules where told so, until a person has looked", async () => {
    const router = routerWith("a", "b");
    const wanted = program("a b", { foreign: "refuse" });
    const state = await create("RuleOrder", wanted);
    router.byHand("a allow-guest b");
    const drifted = await refresh("RuleOrder", state);
    assert.ok(drifted);
    assert.match(String((drifted.inputs.members as string[])[1]), /foreign: "allow-guest"/);
    const error = await failure(up("RuleOrder", drifted, wanted));
    assert.equal(error.category, "rejected");
    assert.match(
      error.message,
      /^RuleOrder "office": router .*"allow-guest" \(\*F1, chain=forward action=drop\)/,
    );
    assert.deepEqual(router.moves, []);
    router.byHand("a b allow-guest");
    assert.equal(await driftIn(state), undefined);
  });

  it("is out of order in every chain's view at once: rules of two chains swapped are drift too", async () => {
    const router = routerWith({ comment: "a", chain: "input" }, { comment: "b", chain: "forward" });
    const state = await create("RuleOrder", program("a b"));
    router.byHand("b a");
    assert.deepEqual(await driftIn(state), [id("b"), id("a")]);
  });

  it("never moves or targets dynamic rows", async () => {
    const router = routerWith({ comment: "dummy", dynamic: "true" }, "b", "a");
    await create("RuleOrder", program("a b", { anchor: "top" }));
    assert.equal(router.order, "dummy a b");
    assert.ok(router.moves.every((move) => !move.includes("*1")));
  });

  it("is no business of a rule that left it: that is deleted later in the same run", async () => {
    const router = routerWith("a", "old", "b");
    const state = await create("RuleOrder", program("a old b"));
    const after = await up("RuleOrder", state, program("a b"));
    assert.deepEqual(router.moves, []);
    assert.deepEqual(after.outputs.order, ["a", "b"]);
    router.byHand("a b");
    assert.equal(await driftIn(after), undefined);
  });

  it("takes a rule that left it for a foreign one when another resource of the program holds it", async () => {
    const router = routerWith("a", "moved", "b");
    const state = await create("RuleOrder", program("a moved b"));
    environment.claims.put({ router: "default", path: filter, key: "moved" }, { id: "other", by: "planned" });
    await up("RuleOrder", state, program("a b"));
    assert.equal(router.moves.length, 1);
    assert.ok(["moved a b", "a b moved"].includes(router.order));
  });

  it("follows a rule that was re-created under another id", async () => {
    const router = routerWith("a", "b", "c");
    const state = await create("RuleOrder", program("a b c"));
    router.byHand("a c");
    assert.deepEqual(await driftIn(state), [id("a"), 'missing: "b"', id("c")]);
    router.byHand("a c b");
    const wanted = { ...program("a b c"), members: [id("a"), id("b", "1"), id("c")] };
    const after = await up("RuleOrder", state, wanted);
    assert.equal(router.order, "a b c");
    assert.equal(await driftIn(after), undefined);
  });

  it("leaves it to the rule itself to report an edited comment", async () => {
    const router = routerWith("a", "b", "c");
    const state = await create("RuleOrder", program("a b c"));
    router.table = router.table.map((row) => (row.comment === "b" ? { ...row, comment: "edited" } : row));
    assert.equal(await driftIn(state), undefined);
  });

  it("fails for a rule that is not there, and names it", async () => {
    const router = routerWith("b", "a");
    const error = await failure(create("RuleOrder", program("a b lost")));
    assert.equal(error.category, "gone");
    assert.match(
      error.message,
      /RuleOrder "office": router 10\.0\.0\.1:8729 has no row for "lost" in \/ip\/firewall\/filter/,
    );
    assert.deepEqual(router.moves, []);
  });

  it("fails where a rule was copied, comment and all, and lists both rows", async () => {
    routerWith("a", "b", "a");
    const error = await failure(create("RuleOrder", program("a b")));
    assert.match(error.message, /2 rows with this key.*\*1.*\*3/);
  });

  it("never replaces, and deleting it does nothing", async () => {
    const router = routerWith("a", "b");
    const state = await create("RuleOrder", program("a b"));
    const news = { ...state.inputs, section: "other", router: "office-13", menu: "/ip/firewall/nat" };
    const { replaces } = await crud.diff("RuleOrder", state.id, state.outputs, news);
    assert.deepEqual(replaces, []);
    router.reachable = false;
    await crud.delete("RuleOrder", state.id, state.outputs);
    assert.deepEqual(router.moves, []);
  });

  it("is never gone: a router that does not answer is an error", async () => {
    const router = routerWith("a", "b");
    const state = await create("RuleOrder", program("a b"));
    router.byHand("x");
    assert.deepEqual(await driftIn(state), ['missing: "a"', 'missing: "b"']);
    router.reachable = false;
    assert.equal((await failure(refresh("RuleOrder", state))).category, "unreachable");
  });

  it("refuses another router", async () => {
    const router = routerWith("a", "b");
    const state = await create("RuleOrder", program("a b"));
    router.byHand("b a");
    router.fingerprint = "HEX2";
    assert.equal((await failure(refresh("RuleOrder", state))).category, "wrong-router");
    assert.equal((await failure(up("RuleOrder", state, program("b a")))).category, "wrong-router");
    assert.deepEqual(router.moves, []);
  });
});

/** The state of an order as if the router had been arranged, with the router as it is. */
async function outOfOrder(router: RuleMenu, rules: string): Promise<State> {
  const now = router.table;
  router.table = now.filter((row) => rules.split(" ").includes(row.comment ?? ""));
  const state = await create("RuleOrder", program(rules));
  router.table = now;
  return state;
}

describe("moving while others do", () => {
  it("moves again when the order that is read back is not the one expected", async () => {
    const router = routerWith("c", "b", "a");
    router.happenings.push(() => router.byHand("c b a"));
    const state = await create("RuleOrder", program("a b c"));
    assert.equal(router.order, "a b c");
    assert.equal(await driftIn(state), undefined);
  });

  it("gives up when that happens again", async () => {
    const router = routerWith("b", "a");
    for (let times = 0; times < 9; times++) router.happenings.push(() => router.byHand("b a"));
    const error = await failure(create("RuleOrder", program("a b")));
    assert.equal(error.category, "busy");
    assert.match(error.message, /RuleOrder "office": .*run pulumi up again/);
    assert.equal(router.moves.length, 2);
  });

  it("is content with rows that others add elsewhere at the same time", async () => {
    const router = routerWith("d", "c", "b", "a");
    for (let times = 0; times < 9; times++)
      router.happenings.push(() => router.byHand(`${router.order} new${times}`));
    await create("RuleOrder", program("a b c d"));
    assert.match(router.order, /^a b c d( new\d)+$/);
  });

  it("looks before it repeats a move whose answer was lost", async () => {
    const router = routerWith("b", "a");
    router.happenings.push(() => {
      throw new RouterOsError("unanswered", "no answer to move", { mayHaveExecuted: true });
    });
    await create("RuleOrder", program("a b"));
    assert.equal(router.order, "a b");
    assert.equal(router.moves.length, 1);
  });

  it("reports a lost answer that keeps coming back, and moves no further", async () => {
    const router = routerWith("b", "a");
    for (let times = 0; times < 9; times++) {
      router.happenings.push(() => {
        router.byHand("b a");
        throw new RouterOsError("unanswered", "no answer to move", { mayHaveExecuted: true });
      });
    }
    assert.equal((await failure(create("RuleOrder", program("a b")))).category, "unanswered");
    assert.ok(router.moves.length <= 2);
  });

  it("names the rule that was removed meanwhile", async () => {
    const router = routerWith("b", "a");
    router.byHand("b a");
    const rows = router.rows.bind(router);
    let first = true;
    router.rows = async (menu) => {
      const now = await rows(menu);
      if (first) router.table = router.table.filter((row) => row.comment !== "a" && row.comment !== "b");
      first = false;
      return now;
    };
    const error = await failure(create("RuleOrder", program("a b")));
    assert.match(error.message, /has no row for "a", "b"/);
  });
});

describe("the anchor of a section", () => {
  const drop = { comment: "drop-all", action: "drop" };
  const fasttrack = { comment: "fasttrack", action: "fasttrack-connection" };

  for (const [anchor, rules, repaired] of [
    ["bottom", ["a", "b", "x"], undefined],
    ["top", ["a", "b", "x"], undefined],
    ["top", ["x", "a", "b"], "a b x"],
    [{ before: "x" }, ["y", "a", "b", "z", "x"], undefined],
    [{ before: "x" }, ["x", "a", "b", "y"], "a b x y"],
    [{ before: "x" }, ["y", "x", "a", "b"], "y a b x"],
    [{ after: "x" }, ["x", "y", "a", "b", "z"], undefined],
    [{ after: "x" }, ["a", "b", "x", "y"], "x a b y"],
    ["before-first-drop", ["a", "b", drop], undefined],
    ["before-first-drop", [drop, "a", "b"], "a b drop-all"],
    ["before-first-drop", ["x", drop, "a", "b", "y"], "x a b drop-all y"],
    ["before-first-drop", [{ ...drop, chain: "input" }, "a", "b"], undefined],
    ["before-first-drop", ["x", "a", "b"], undefined],
    ["before-first-drop", [{ ...drop, action: "reject" }, "a", "b"], "a b drop-all"],
    ["before-fasttrack", [fasttrack, "a", "b"], "a b fasttrack"],
    ["before-fasttrack", [{ ...drop, chain: "input" }, "a", "b", fasttrack], undefined],
    ["before-fasttrack", [drop, "a", "b", fasttrack], "a b drop-all fasttrack"],
  ] as const) {
    const names = rules
      .map((rule) => (typeof rule === "string" ? rule : Object.values(rule).join("/")))
      .join(" ");
    const shown = typeof anchor === "string" ? anchor : JSON.stringify(anchor);
    it(`${shown}: ${names} is ${repaired ? `drift, repaired to ${repaired}` : "as wanted"}`, async () => {
      const router = routerWith("a", "b", ...rules.filter((rule) => rule !== "a" && rule !== "b"));
      const wanted = program("a b", { anchor });
      if (typeof anchor === "object" && "after" in anchor) router.byHand("x a b y z");
      const state = await create("RuleOrder", wanted);
      router.moves.length = 0;
      router.table = new RuleMenu(rules).table;
      const drift = await driftIn(state);
      assert.equal(drift !== undefined, repaired !== undefined, `drift: ${drift}`);
      await repair(state, wanted);
      assert.equal(router.moves.length, repaired === undefined ? 0 : 1);
      if (repaired !== undefined) assert.equal(router.order, repaired);
    });
  }

  it("is shown in the preview with the row that is in the way", async () => {
    const router = routerWith("a", "b", drop);
    const wanted = program("a b", { anchor: "before-first-drop" });
    const state = await create("RuleOrder", wanted);
    router.byHand("drop-all a b");
    assert.deepEqual(await driftIn(state), [
      'anchor before-first-drop: "drop-all" (*3, chain=forward action=drop), before "a"',
      id("b"),
    ]);
  });

  it("is shown behind the last rule where the section has to stand after a row", async () => {
    const router = routerWith("x", "a", "b");
    const wanted = program("a b", { anchor: { after: "x" } });
    const state = await create("RuleOrder", wanted);
    router.byHand("a b x");
    assert.deepEqual(await driftIn(state), [
      id("a"),
      `${id("b")}, before anchor after: "x" (*1, chain=forward action=accept)`,
    ]);
  });

  it("that has vanished is drift in a preview, and an error in up that says what to do", async () => {
    const router = routerWith("a", "b", "x");
    const wanted = program("a b", { anchor: { before: "x" } });
    const state = await create("RuleOrder", wanted);
    router.byHand("a b");
    assert.deepEqual(await driftIn(state), [
      'anchor: no static row has the comment "x", before "a"',
      id("b"),
    ]);
    const drifted = await refresh("RuleOrder", state);
    assert.ok(drifted);
    const error = await failure(up("RuleOrder", drifted, wanted));
    assert.match(
      error.message,
      /RuleOrder "office": .*no static row has the comment "x".*left as it stands: give/,
    );
  });

  it("is not a demand on the section's own drops", async () => {
    const router = routerWith("a", { comment: "own-drop", action: "drop" }, "b", drop);
    await create("RuleOrder", program("a own-drop b", { anchor: "before-first-drop" }));
    assert.deepEqual(router.moves, []);
  });
});

describe("a rule of others that cuts off what stands behind it", () => {
  const all = { comment: "drop all else", action: "drop" };

  for (const anchor of ["bottom", "top", "before-first-drop"]) {
    for (const foreign of ["report", "tolerate", "refuse"]) {
      it(`${anchor}, ${foreign}: is never passed by a repair`, async () => {
        for (const by of ["b drop all else a", "drop all else b a", "b a drop all else"]) {
          const router = routerWith("a", "b", all);
          const [first = {}, second = {}, last = {}] = router.table;
          const wanted = program("a b", { anchor, foreign });
          const state = await create("RuleOrder", wanted);
          const rows: Record<string, typeof first> = { a: first, b: second, "drop all else": last };
          router.table = (by.match(/drop all else|a|b/g) ?? []).map((name) => rows[name] ?? {});
          if (foreign === "refuse" && by.startsWith("b drop")) {
            await assert.rejects(repair(state, wanted), /left as it stands/);
            continue;
          }
          await repair(state, wanted);
          assert.equal(router.order, "a b drop all else");
        }
      });
    }
  }

  it("is drift where the whole section was moved behind it, and up moves the section back", async () => {
    const router = routerWith("x", "a", "b", { action: "drop" }, "y");
    const [x = {}, a = {}, b = {}, drop = {}, y = {}] = router.table;
    const state = await create("RuleOrder", program("a b"));
    router.table = [x, drop, y, a, b];
    assert.deepEqual(await driftIn(state), [
      'no longer behind the section: (*4, chain=forward action=drop), before "a"',
      id("b"),
    ]);
    await repair(state, program("a b"));
    assert.equal(router.order, "x a b *4 y");
    assert.equal(router.moves.length, 1);
  });

  it("is drift where a rule of the section that refuses was moved before what was permitted", async () => {
    const router = routerWith("x", "a", { comment: "own-drop", action: "drop" });
    const [x = {}, a = {}, drop = {}] = router.table;
    const state = await create("RuleOrder", program("a own-drop"));
    router.table = [a, drop, x];
    assert.deepEqual(await driftIn(state), [
      id("a"),
      `${id("own-drop")}, before no longer before the section: "x" (*1, chain=forward action=accept)`,
    ]);
    await repair(state, program("a own-drop"));
    assert.equal(router.order, "x a own-drop");
  });

  it("stays where it is without memory: a state of an older version is read, and remembers from then on", async () => {
    const router = routerWith({ action: "drop" }, "a", "b");
    const made = await create("RuleOrder", program("a b"));
    const { __stood, ...older } = made.outputs;
    assert.ok(Array.isArray(__stood));
    const state = await refresh("RuleOrder", { ...made, outputs: older });
    assert.deepEqual(driftOf(made, state), []);
    assert.deepEqual(state?.outputs.__stood, __stood);
    assert.deepEqual(router.moves, []);
  });

  it("is remembered through a refresh that finds drift", async () => {
    const router = routerWith("a", "b", all);
    const [a = {}, b = {}, drop = {}] = router.table;
    const state = await create("RuleOrder", program("a b"));
    router.table = [drop, a, b];
    const first = await refresh("RuleOrder", state);
    assert.ok(first);
    assert.deepEqual(first.outputs.__stood, state.outputs.__stood);
    await up("RuleOrder", first, program("a b"));
    assert.equal(router.order, "a b drop all else");
  });

  it("is what an anchor may name: then the section stands by it as the program says", async () => {
    const router = routerWith("a", "b", all);
    const state = await create("RuleOrder", program("a b"));
    const after = await up("RuleOrder", state, program("a b", { anchor: { after: "drop all else" } }));
    assert.equal(router.order, "drop all else a b");
    assert.equal(await driftIn(after), undefined);
  });

  it("and one that must not be cut off leave no way: nothing is moved, and the error names both", async () => {
    const router = routerWith(
      { comment: "a", action: "drop", "src-address": "192.0.2.1" },
      { comment: "way in", action: "accept", "src-address": "10.0.0.1" },
      { comment: "b", action: "accept" },
      { comment: "deny", action: "drop" },
    );
    const [a = {}, wayIn = {}, b = {}, deny = {}] = router.table;
    router.table = [b, deny, wayIn, a];
    const error = await failure(create("RuleOrder", program("a b")));
    assert.equal(error.category, "rejected");
    assert.match(
      error.message,
      /^RuleOrder "office": router 10\.0\.0\.1:8729 cannot put the section in order/,
    );
    assert.match(
      error.message,
      /"a" must stay behind "way in" \(\*2, chain=forward action=accept src-address=10\.0\.0\.1\)/,
    );
    assert.match(error.message, /"b" must stay before "deny" \(\*4, .*Nothing is moved\. Look .*anchor/);
    assert.deepEqual(router.moves, []);
  });

  it("says in the preview that up will move nothing", async () => {
    const router = routerWith(
      { comment: "way in", action: "accept" },
      { comment: "a", action: "drop" },
      { comment: "b", action: "accept" },
      { comment: "deny", action: "drop" },
    );
    const [wayIn = {}, a = {}, b = {}, deny = {}] = router.table;
    const state = await create("RuleOrder", program("a b"));
    router.table = [b, deny, wayIn, a];
    await driftIn(state);
    assert.match(lines.join(), /pulumi up will move nothing, because "a" must stay behind "way in"/);
  });
});

describe("checking an order", () => {
  const property = async (inputs: Props) =>
    (await failuresOf("RuleOrder", inputs)).map((one) => one.property);

  it("fills in anchor and foreign", async () => {
    routerWith();
    const { inputs, failures } = await crud.check("RuleOrder", {}, program("a b"));
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs, { ...program("a b"), anchor: "bottom", foreign: "report" });
  });

  it("lets values through that are not computed yet", async () => {
    routerWith();
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const partly = { ...program("a"), members: [id("a"), unknown, unknown] };
    assert.deepEqual(await property(partly), []);
    assert.deepEqual((await crud.check("RuleOrder", {}, partly)).inputs.members, partly.members);
    const all = {
      menu: unknown,
      section: unknown,
      members: unknown,
      anchor: { before: unknown },
      foreign: unknown,
    };
    assert.deepEqual(await property(all), []);
  });

  for (const [what, inputs, wrong] of [
    [
      "a menu whose rows have no order",
      { ...program("a"), menu: "/ip/route", members: [] },
      ["menu", "members"],
    ],
    ["no menu, section and members", {}, ["menu", "section", "members"]],
    ["no rules", { ...program("a"), members: [] }, ["members"]],
    ["members that are no list", { ...program("a"), members: "a" }, ["members"]],
    ["a member that is no rule", { ...program("a"), members: [id("a"), "b"] }, ["members[1]"]],
    [
      "a rule of another menu",
      { ...program("a"), members: [id("a"), "/ip/firewall/nat:b:0"] },
      ["members[1]"],
    ],
    ["a rule twice", { ...program("a"), members: [id("a"), id("b"), id("a", "1")] }, ["members[2]"]],
    ["an unknown way with foreign rules", program("a", { foreign: "ignore" }), ["foreign"]],
    ["an unknown anchor", program("a", { anchor: "middle" }), ["anchor"]],
    ["an anchor within the section", program("a b", { anchor: { after: "b" } }), ["anchor"]],
    ["a section without name", program("a", { section: "" }), ["section"]],
    ["an unknown property", program("a", { sections: "x" }), ["sections"]],
  ] as const) {
    it(`refuses ${what}`, async () => {
      routerWith();
      assert.deepEqual(await property(inputs), wrong);
    });
  }

  it("needs no router", async () => {
    const router = routerWith();
    router.reachable = false;
    assert.deepEqual(await property(program("a")), []);
  });
});
