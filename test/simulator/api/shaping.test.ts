import assert from "node:assert/strict";
import fc from "fast-check";
import { mulberry32 } from "../../../simulator/api/shaping";
import { manualClock, realClock } from "../../../simulator/clock";
import { loggedIn, rawConnect } from "./raw-client";
import { tinyServer } from "./tiny-plane";

describe("the line to the simulated router", () => {
  it("costs one round trip for TCP and one for each command in turn", async () => {
    const { port, server } = await tinyServer({ shaping: { latency: 20 } });
    try {
      const begun = performance.now();
      const client = await loggedIn(port);
      const entered = performance.now();
      for (let count = 0; count < 3; count += 1) await client.talk("/store/set");
      const [login, commands] = [entered - begun, performance.now() - entered];
      assert.ok(login >= 38, `login took ${login} ms`);
      assert.ok(commands >= 57, `three commands took ${commands} ms`);
      await client.close();
    } finally {
      await server.stop();
    }
  });

  it("takes its time from the router's clock, and lets commands share a round trip", async () => {
    const clock = manualClock();
    const { port, server, log } = await tinyServer({ clock, shaping: { latency: 100 } });
    try {
      const client = await rawConnect(port);
      const turn = async () => {
        // The socket's bytes have to come in before time moves on.
        await new Promise((resolve) => setTimeout(resolve, 5));
        await clock.advance(100);
      };
      client.send("/login", "=name=admin", "=password=secret");
      await turn();
      assert.equal(log.count, 0, "the handshake's round trip is not over");
      await turn();
      assert.deepEqual(await client.answer(), [["!done"]]);
      for (let tag = 1; tag <= 5; tag += 1) client.send("/store/set", `.tag=${tag}`);
      await turn();
      for (let tag = 1; tag <= 5; tag += 1)
        assert.deepEqual(await client.receive(), ["!done", `.tag=${tag}`]);
      await client.close();
    } finally {
      await server.stop();
    }
  });

  it("may cut what the router writes, and loses nothing by it", async () => {
    for (const chunkSeed of [1, 2, 3]) {
      const { port, server } = await tinyServer({ shaping: { chunkSeed } });
      const client = await loggedIn(port);
      let chunks = 0;
      client.socket.on("data", () => {
        chunks += 1;
      });
      const answer = await client.talk("/store/many", "=count=2000");
      assert.equal(answer.length, 2001);
      assert.ok(chunks > 10, `arrived in ${chunks} pieces`);
      await client.close();
      await server.stop();
    }
  });

  it("cuts the same way for the same seed", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [one, two] = [mulberry32(seed), mulberry32(seed)];
        for (let count = 0; count < 20; count += 1) {
          const value = one();
          assert.equal(value, two());
          assert.ok(value >= 0 && value < 1);
        }
      }),
    );
  });
});

describe("the simulator's clocks", () => {
  it("fire in order of time when moved by hand, what is started on the way too", async () => {
    const clock = manualClock(0);
    const fired: string[] = [];
    const note = (what: string) => fired.push(`${what}@${clock.now()}`);
    clock.schedule(30, () => note("c"));
    const callOff = clock.schedule(15, () => note("never"));
    clock.schedule(10, () => {
      note("a");
      callOff();
      clock.schedule(10, () => note("b"));
    });
    void clock.sleep(25).then(() => note("sleep"));
    await clock.advance(29);
    assert.deepEqual(fired, ["a@10", "b@20", "sleep@25"]);
    assert.equal(clock.now(), 29);
    assert.equal(clock.pending(), 1);
    await clock.advance(1);
    assert.equal(fired.at(-1), "c@30");
  });

  for (const [name, clock] of [
    ["real", realClock()],
    ["manual", manualClock()],
  ] as const) {
    it(`let a sleep be interrupted (${name})`, async () => {
      const abort = new AbortController();
      const asleep = clock.sleep(60_000, abort.signal);
      abort.abort(new Error("woken"));
      await assert.rejects(asleep, /woken/);
      await assert.rejects(clock.sleep(1, abort.signal), /woken/);
    });
  }

  it("do not fire a timer of thirty weeks at once", async () => {
    let fired = false;
    const callOff = realClock().schedule(30 * 7 * 24 * 3600_000, () => {
      fired = true;
    });
    await realClock().sleep(10);
    callOff();
    assert.equal(fired, false);
  });
});
