import assert from "node:assert/strict";
import { formed } from "../../../src/failover/rehearsal/variants";
import { lines, met, officeOf, scenarioOf, seen } from "./offices";

const token = "1234:telegram-token";
const notify = [
  { telegram: { token, chat: "-100123" } },
  { email: { to: "noc@example.com" } },
  { webhook: { url: "https://hooks.example.com/webhook-token" } },
  { webhook: { url: "http://203.0.113.90:8080/hook" } },
  { script: "tell-everybody" },
];
const readers = ["203.0.113.90", "api.telegram.org", "hooks.example.com", "noc@example.com"];

/** What people learn of a primary that dies beyond its gateway, and comes back. */
describe("an office that tells people, in a rehearsal", function () {
  this.timeout(60_000);
  for (const dialect of [7, 6] as const)
    it(`tells each of them of each switch once, by a line that works; RouterOS ${dialect}`, async () => {
      const form = formed(
        { wans: [...lines["PPPoE, DHCP"]], onSwitch: { notify } },
        { dialect, strategy: "script" },
      );
      assert.ok("office" in form);
      const { told, switches, log } = await met(form.office, "black-hole");
      const [there, back] = switches;
      assert.ok(there !== undefined && back !== undefined && switches.length === 2);
      for (const [{ at, to }, until] of [
        [there, back.at],
        [back, Number.POSITIVE_INFINITY],
      ] as const) {
        const news = told.filter((notice) => notice.at >= at && notice.at < until);
        assert.deepEqual(news.map((notice) => notice.to).sort(), readers);
        for (const { line, text } of news) {
          assert.equal(line, to);
          assert.match(text, new RegExp(`: ISP\\d -> ${to}: `));
        }
        // The office's own script writes it into the log.
        const [words = ""] = news.map(({ text }) => text);
        assert.equal(log.filter(({ message }) => message === words).length, 1);
      }
      assert.equal(told.length, 2 * readers.length);
      assert.deepEqual(
        log.filter(({ message }) => /FAILED|cannot notify|Error sending/.test(message)),
        [],
      );
      assert.ok(!JSON.stringify(told).includes(token));
    });

  it("tells nobody where nobody is to be told", async () => {
    const hole = { ...scenarioOf("black-hole"), traffic: "light" } as const;
    assert.deepEqual((await seen(officeOf("PPPoE, DHCP"), hole)).play.told, []);
  });
});
