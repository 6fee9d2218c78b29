import assert from "node:assert/strict";
import fc from "fast-check";
import { manualClock } from "../../../simulator/clock";

describe("a clock moved by hand", () => {
  it("fires timers in order of time, and of their start where times are equal, each once", async () => {
    const timer = fc.record({ wait: fc.nat(50), quiet: fc.boolean(), calledOff: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(timer, { maxLength: 60 }), fc.nat(60), async (timers, passes) => {
        const clock = manualClock(0);
        const fired: number[] = [];
        timers.forEach(({ wait, quiet, calledOff }, index) => {
          const action = () => void fired.push(index);
          const callOff = quiet ? clock.tick(wait, action) : clock.schedule(wait, action);
          if (calledOff) callOff();
        });
        await clock.advance(passes);
        const due = timers
          .map((one, index) => ({ ...one, index }))
          .filter(({ wait, calledOff }) => wait <= passes && !calledOff);
        const expected = due.sort((left, right) => left.wait - right.wait || left.index - right.index);
        assert.deepEqual(
          fired,
          expected.map(({ index }) => index),
        );
        const left = timers.filter(({ wait, calledOff }) => wait > passes && !calledOff);
        assert.equal(clock.pending(), left.length);
        assert.equal(clock.now(), passes);
      }),
      { numRuns: 60 },
    );
  });

  it("tells each timer its own time, also those started on the way", async () => {
    const clock = manualClock(0);
    const times: number[] = [];
    const again = () => {
      times.push(clock.now());
      if (times.length < 4) clock.tick(10, again);
    };
    clock.tick(5, again);
    await clock.advance(100);
    assert.deepEqual(times, [5, 15, 25, 35]);
  });

  it("lets what a timer woke run before the next one", async () => {
    const clock = manualClock(0);
    const seen: string[] = [];
    void clock.sleep(5).then(() => void seen.push("woken"));
    clock.schedule(6, () => void seen.push("next"));
    await clock.advance(10);
    assert.deepEqual(seen, ["woken", "next"]);
  });

  it("counts a timer called off after it fired only once", async () => {
    const clock = manualClock(0);
    const callOff = clock.schedule(1, () => {});
    clock.schedule(5, () => {});
    await clock.advance(2);
    callOff();
    assert.equal(clock.pending(), 1);
  });
});
