import assert from "node:assert/strict";
import { closeOffices, type Office, openOffice, type Program, type State } from "./office";

const scripts = "/system/script";
const token = "t0ken-of-the-bot";
const source = (word: string) => `:local token "${word}"\n/tool/fetch url="https://example.com/$token"\n`;
const notify = (word: string, more: object = {}): Program => ({
  notify: { kind: "Script", args: { name: "notify", source: source(word), sensitive: ["source"], ...more } },
});

describe("options of rows, in Pulumi's host of dynamic providers", function () {
  this.timeout(60_000);
  let office: Office;
  afterEach(closeOffices);

  describe("sensitive", () => {
    const theirs = "token-of-somebody-else";
    const quoting = (word: string) => ({
      message: `failure: cannot keep ${source(word)} because of ":local token \\"${word}\\"" in line 1: :local token "${word}"`,
    });

    function assertHidden(message = ""): void {
      for (const word of [token, theirs]) {
        assert.ok(!message.includes(word), message);
        assert.ok(!office.output().includes(word), office.output());
      }
    }

    it("keeps the value out of the errors of add, adoption and set, and out of what the host prints", async () => {
      office = await openOffice({ users: [{ name: "pulumi", password: "s3cret-of-the-office" }] });
      const { router } = office;
      const state: State = new Map();
      router.faults.add({ kind: "trap", on: `${scripts}/add`, traps: [quoting(token)] });
      const added = (await office.apply(notify(token), state)).notify;
      assert.match(added?.message ?? "", /^Script "notify": .*rejected \/system\/script\/add.*\*\*\*/s);
      assertHidden(added?.message);

      router.config.add(scripts, { name: "notify", source: source(theirs) });
      await office.newPhase();
      const differs = (await office.apply(notify(token), state)).notify;
      assert.match(differs?.message ?? "", /source differs \(its values are secret\)/);
      assertHidden(differs?.message);

      router.faults.add({ kind: "trap", on: `${scripts}/set`, traps: [quoting(token)] });
      await office.newPhase();
      const adopting = (await office.apply(notify(token, { adopt: true }), state)).notify;
      assert.match(adopting?.message ?? "", /rejected \/system\/script\/set/);
      assertHidden(adopting?.message);

      await office.newPhase();
      assert.deepEqual(await office.apply(notify(token, { adopt: true }), state), {});
      assert.equal(router.config.print(scripts)[0]?.source, source(token));
      router.faults.add({ kind: "trap", on: `${scripts}/set`, traps: [quoting(theirs)] });
      await office.newPhase();
      const updating = (await office.apply(notify(theirs, { adopt: true }), state)).notify;
      assert.match(updating?.message ?? "", /rejected \/system\/script\/set/);
      assertHidden(updating?.message);
    });

    it("needs no policy sensitive, and shows a change by hand in a refresh", async () => {
      office = await openOffice();
      const { router } = office;
      router.config.set("/user/group", "full", { policy: "api,read,write,policy,test" });
      const state: State = new Map();
      const program = notify(token, { policy: ["read"] });
      assert.deepEqual(await office.apply(program, state), {});
      router.config.set(scripts, "notify", { source: source(theirs) });
      await office.newPhase();
      await office.refresh(state);
      assert.equal(state.get("notify")?.inputs.source, source(theirs));
      assert.deepEqual(await office.apply(program, state), {});
      assert.equal(router.config.print(scripts)[0]?.source, source(token));
      assertHidden();
    });
  });

  describe("adoptWithout", () => {
    const mangle = "/ip/firewall/mangle";

    it("takes over the how-to's rule on RouterOS 6, and ours keeps its place and number", async () => {
      office = await openOffice({ version: "6.49" });
      const { router } = office;
      const old = { chain: "prerouting", action: "mark-routing" };
      for (const line of ["ISP1", "ISP2"]) {
        router.config.add(mangle, {
          ...old,
          "connection-mark": `from-${line}`,
          "new-routing-mark": `to-${line}`,
        });
      }
      router.config.add("/interface/list", { name: "LAN" });
      const before = router.config.print(mangle).map((row) => row[".id"]);
      const rule = (line: string) => ({
        kind: "FirewallMangle",
        args: {
          comment: `${line} route`,
          chain: "prerouting",
          connectionMark: `from-${line}`,
          inInterfaceList: "LAN",
          dstAddressType: ["!local"],
          action: "mark-routing",
          newRoutingMark: `to-${line}`,
          adopt: true,
          adoptWithout: ["inInterfaceList", "dstAddressType"],
        },
      });
      const state: State = new Map();
      const program = { isp1: rule("ISP1"), isp2: rule("ISP2") };
      assert.deepEqual(await office.apply(program, state), {});
      const rows = router.config.print(mangle);
      assert.deepEqual(
        rows.map((row) => row[".id"]),
        before,
      );
      assert.deepEqual(
        rows.map((row) => [row.comment, row["in-interface-list"], row["dst-address-type"]]),
        [
          ["ISP1 route", "LAN", "!local"],
          ["ISP2 route", "LAN", "!local"],
        ],
      );
      await office.newPhase();
      await office.refresh(state);
      assert.deepEqual(await office.plan(program, state), []);
    });
  });
});
