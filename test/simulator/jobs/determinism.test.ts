import assert from "node:assert/strict";
import { desk, officeDay } from "../../../bench/living-office";

// `npx ts-node bench/office-day.ts` does the same for whole days.
describe("an office that lives in virtual time", () => {
  it("has the same log, byte for byte, each time", async () => {
    const [one, other] = [await officeDay(0.25, [desk]), await officeDay(0.25, [desk])];
    assert.equal(one.log, other.log);
    assert.match(one.log, /terminated by the server/);
    assert.match(one.log, /replies: pppoe-isp1=4 ether2=0/);
    assert.deepEqual([one.runs, one.packets], [180, 9000]);
  });
});
