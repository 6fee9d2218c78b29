import assert from "node:assert/strict";
import type { Menu } from "../../../provider/menus/language";
import type { Placement, WriteJob, Writer } from "../../../provider/session/contract";
import { isRouterOsError } from "../../../provider/session/errors";
import { type Guard, noProof } from "../../../provider/session/guard";
import { createWriteQueue, type QueueOptions } from "../../../provider/session/write-queue";
import { mangle, route } from "./fake-router";

interface Acting extends Writer {
  act(): void;
}

describe("the write queue of a router", () => {
  let done: string[];
  let forgotten: Menu[];
  const queueWith = (more: Partial<QueueOptions> = {}) =>
    createWriteQueue({
      guard: noProof,
      mayWrite: async () => {},
      writerFor: (_, acted) => ({ act: acted }) as unknown as Writer,
      forget: (menu) => forgotten.push(menu),
      window: 1,
      ...more,
    });
  const job = (subject: string, more: Partial<WriteJob<string>> = {}): WriteJob<string> => ({
    subject,
    menu: mangle,
    run: async (writer) => {
      (writer as Acting).act();
      await new Promise(setImmediate);
      done.push(subject);
      return subject;
    },
    ...more,
  });
  const at = (section: string, rank: number): { placement: Placement } => ({
    placement: { section, rank, anchor: "bottom" },
  });
  const steps = (): Guard => ({
    begin: async () => void done.push("begin"),
    prove: async ({ actions }) => void done.push(`prove ${actions}`),
    commit: async () => void done.push("commit"),
    undo: async () => void done.push("undo"),
  });

  beforeEach(() => {
    done = [];
    forgotten = [];
  });

  it("runs jobs that come together as one group, by menu, section and rank", async () => {
    const { write } = queueWith({ guard: steps() });
    await Promise.all([
      write(job("b2", at("b", 2))),
      write(job("route", { menu: route })),
      write(job("a2", at("a", 2))),
      write(job("a1", at("a", 1))),
      write(job("b1", at("b", 1))),
    ]);
    assert.deepEqual(done, ["begin", "b1", "b2", "a1", "a2", "route", "prove 5", "commit"]);
  });

  it("runs one job at a time", async () => {
    let inside = 0;
    const { write } = queueWith();
    const alone = (subject: string) =>
      job(subject, {
        run: async () => {
          inside += 1;
          await new Promise((resolve) => setTimeout(resolve, 1));
          assert.equal(inside, 1, "two jobs ran at once");
          inside -= 1;
          return subject;
        },
      });
    await Promise.all(["a", "b", "c"].map((subject) => write(alone(subject))));
  });

  it("answers a job only after its group's commit", async () => {
    const { write } = queueWith({ guard: steps() });
    await write(job("a")).then(() => done.push("answered"));
    assert.deepEqual(done, ["begin", "a", "prove 1", "commit", "answered"]);
  });

  it("gathers what came while a group ran into the next one", async () => {
    const { write, idle } = queueWith({ guard: steps() });
    const late: Promise<string>[] = [];
    const first = job("first", {
      run: async () => {
        late.push(write(job("second")), write(job("third")));
        return "first";
      },
    });
    await write(first);
    await Promise.all(late);
    await idle();
    assert.deepEqual(done, ["begin", "prove 0", "commit", "begin", "second", "third", "prove 2", "commit"]);
  });

  it("lets a job that fails fail alone", async () => {
    const { write } = queueWith();
    const bad = job("bad", { run: () => Promise.reject(new Error("no")) });
    const results = await Promise.allSettled([write(job("a")), write(bad), write(job("c"))]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled"],
    );
  });

  it("keeps groups under the limit of actions, far from RouterOS's history of 100", async () => {
    const { write } = queueWith({ guard: steps() });
    await Promise.all(Array.from({ length: 90 }, (_, index) => write(job(`${index}`))));
    assert.deepEqual(
      done.filter((step) => step.startsWith("prove")),
      ["prove 40", "prove 40", "prove 10"],
    );
  });

  it("fails every job of a group whose proof fails, says why, and forgets its menus", async () => {
    const prove = () => Promise.reject(new Error("the fresh login was refused"));
    const { write } = queueWith({ guard: { ...steps(), prove } });
    const results = await Promise.allSettled([write(job('FirewallFilter "a"')), write(job("b"))]);
    for (const result of results) {
      assert.ok(result.status === "rejected" && isRouterOsError(result.reason, "rolled-back"));
    }
    const [first] = results;
    assert.ok(first?.status === "rejected");
    assert.equal(
      first.reason.message,
      'FirewallFilter "a": rolled back, because the fresh login was refused',
    );
    assert.deepEqual([done.at(-1), forgotten], ["undo", [mangle]]);
  });

  it("writes nothing when a group cannot begin", async () => {
    const begin = () => Promise.reject(new Error("safe mode is taken"));
    const { write } = queueWith({ guard: { ...steps(), begin } });
    await assert.rejects(write(job("a")), /safe mode is taken/);
    assert.deepEqual(done, []);
  });

  it("drops the jobs of a run that has ended, before the group and within it", async () => {
    let checks = 0;
    const mayWrite = async () => {
      checks += 1;
      if (checks > 2) throw new Error("the run has ended");
    };
    const { write } = queueWith({ mayWrite });
    const results = await Promise.allSettled([write(job("a")), write(job("b")), write(job("c"))]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["fulfilled", "rejected", "rejected"],
    );
    await assert.rejects(write(job("d")), /the run has ended/);
    assert.deepEqual(done, ["a"]);
  });
});
