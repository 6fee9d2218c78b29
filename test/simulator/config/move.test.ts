import assert from "node:assert/strict";
import { column, lab } from "./harness";

const table = "/ip/firewall/mangle";

async function withRules(comments: string) {
  const made = lab();
  for (const comment of comments)
    await made.must(`${table}/add`, ["=chain=prerouting", `=comment=${comment}`]);
  const order = async () => column((await made.must(`${table}/print`)).rows, "comment").join("");
  return { ...made, order };
}

/** Measured on 7.23.7 unless the name says otherwise. */
const cases: readonly (readonly [
  name: string,
  words: readonly string[],
  order: string,
  traps?: readonly string[],
])[] = [
  ["goes before the destination", ["=numbers=*4", "=destination=*2"], "adbc"],
  ["goes to the end without destination", ["=numbers=*1"], "bcda"],
  [
    "goes to the end, with success, when the destination does not exist",
    ["=numbers=*1", "=destination=*99"],
    "bcda",
  ],
  ["fails for unknown numbers", ["=numbers=*99", "=destination=*1"], "abcd", ["no such item"]],
  [
    "cannot go before itself",
    ["=numbers=*2", "=destination=*2"],
    "abcd",
    ["failure: can not move object before itself"],
  ],
  ["keeps the order in which several are given", ["=numbers=*4,*2", "=destination=*1"], "dbac"],
  ["takes .id for numbers", ["=.id=*3", "=destination=*1"], "cabd"],
  ["takes a position", ["=numbers=0", "=destination=3"], "bcad"],
  ["takes a comment for numbers", ["=numbers=c", "=destination=*1"], "cabd"],
  ["needs numbers", ["=destination=*1"], "abcd", ["missing =.id="]],
  [
    "knows no other argument",
    ["=numbers=*1", "=place-before=*3"],
    "abcd",
    ["unknown parameter place-before"],
  ],
];

describe("move", () => {
  for (const [name, words, order, traps] of cases) {
    it(name, async () => {
      const router = await withRules("abcd");
      assert.deepEqual((await router.run(`${table}/move`, words)).traps ?? [], traps ?? []);
      assert.equal(await router.order(), order);
      const ids = column((await router.must(`${table}/print`)).rows, ".id");
      assert.deepEqual([...ids].sort(), ["*1", "*2", "*3", "*4"], "ids survive");
    });
  }

  it("moves between chains", async () => {
    const { must } = await withRules("a");
    await must(`${table}/add`, ["=chain=forward", "=comment=z"]);
    await must(`${table}/move`, ["=numbers=*2", "=destination=*1"]);
    assert.deepEqual(column((await must(`${table}/print`)).rows, "comment"), ["z", "a"]);
  });

  it("puts nothing in front of the dynamic rows that lead the table", async () => {
    const { run, must } = await withRules("ab");
    await must("/ip/firewall/filter/add", ["=chain=forward", "=action=fasttrack-connection"]);
    const before = await must(`${table}/print`);
    assert.deepEqual(column(before.rows, "dynamic"), ["true", "true", "true", "false", "false"]);
    const dummy = before.rows[0]?.[".id"];
    const { traps } = await run(`${table}/move`, ["=numbers=*1", `=destination=${dummy}`]);
    assert.equal(traps?.length, 1);
    assert.deepEqual((await must(`${table}/print`)).rows, before.rows);
  });

  it("does not exist where order means nothing", async () => {
    for (const menu of [
      "/ip/firewall/address-list",
      "/ip/route",
      "/routing/table",
      "/system/script",
      "/system/scheduler",
    ]) {
      const { traps } = await lab().run(`${menu}/move`, ["=numbers=0"]);
      assert.deepEqual(traps, ["no such command"], menu);
    }
  });
});

describe("place-before", () => {
  it("puts a new row before another", async () => {
    const { must, order } = await withRules("ab");
    await must(`${table}/add`, ["=chain=prerouting", "=comment=x", "=place-before=*2"]);
    assert.equal(await order(), "axb");
  });

  it("puts nothing in front of dynamic rows", async () => {
    const { plane, must, order } = await withRules("a");
    const id = plane.hand.add(table, { chain: "prerouting", comment: "d" }, { dynamic: true, before: "*1" });
    await must(`${table}/add`, ["=chain=prerouting", "=comment=x", `=place-before=${id}`]);
    assert.equal(await order(), "dxa");
  });

  it("fails for a row that does not exist, and adds nothing", async () => {
    const { run, order } = await withRules("ab");
    const { traps } = await run(`${table}/add`, ["=chain=prerouting", "=place-before=*77"]);
    assert.deepEqual(traps, ["failure: item referred by 'place-before' does not exist"]);
    assert.equal(await order(), "ab");
  });

  it("is no argument of set, and none of add in menus without order", async () => {
    const { run } = await withRules("ab");
    assert.deepEqual((await run(`${table}/set`, ["=.id=*2", "=place-before=*1"])).traps, [
      "unknown parameter place-before",
    ]);
    const entry = ["=list=l", "=address=1.1.1.1", "=place-before=*1"];
    assert.deepEqual((await run("/ip/firewall/address-list/add", entry)).traps, [
      "unknown parameter place-before",
    ]);
  });
});
