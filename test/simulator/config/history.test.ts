import assert from "node:assert/strict";
import fc from "fast-check";
import type { PrintedRow } from "../../../simulator/config/contract";
import { column, type Lab, lab } from "./harness";

const list = "/ip/firewall/address-list";
const entry = (address: string) => ["=list=l", `=address=${address}`];
const addresses = async ({ must }: Lab) => column((await must(`${list}/print`)).rows, "address");

describe("history", () => {
  it("lists every write, newest first, with who made it", async () => {
    const { must } = lab();
    await must(`${list}/add`, entry("1.1.1.1"));
    await must(`${list}/remove`, ["=.id=*1"]);
    const { rows } = await must("/system/history/print");
    assert.deepEqual(
      rows.map(({ action, by, policy }) => [action, by, policy]),
      [
        ["address list entry removed", "admin", "write"],
        ["address list entry added", "admin", "write"],
      ],
    );
  });

  it("does not list reads and failures", async () => {
    const { must, run } = lab();
    await must(`${list}/print`);
    await run(`${list}/add`, ["=list=l", "=bogus=1"]);
    await run(`${list}/remove`, ["=.id=*9"]);
    assert.deepEqual((await must("/system/history/print")).rows, []);
  });

  it("undoes and redoes", async () => {
    const router = lab();
    await router.must(`${list}/add`, entry("1.1.1.1"));
    await router.must(`${list}/add`, entry("1.1.1.2"));
    await router.must("/undo");
    assert.deepEqual(await addresses(router), ["1.1.1.1"]);
    await router.must("/redo");
    assert.deepEqual(await addresses(router), ["1.1.1.1", "1.1.1.2"]);
  });

  it("keeps the 100 most recent actions", async () => {
    const { must } = lab();
    for (let n = 0; n < 110; n++) await must(`${list}/add`, entry(`10.0.0.${n}`));
    assert.equal((await must("/system/history/print")).rows.length, 100);
  });
});

describe("safe mode", () => {
  it("does not exist before 7.18", async () => {
    for (const version of ["6.49", "7.12.2"] as const) {
      const { traps } = await lab(version).run("/safe-mode/take");
      assert.deepEqual(
        traps,
        ["no such command or directory (safe-mode)", "no such command prefix"],
        version,
      );
    }
  });

  it("says who holds it", async () => {
    const { must, login } = lab();
    const writer = login("writer");
    assert.deepEqual((await must("/safe-mode/print")).rows, [{ enabled: "false" }]);
    await must("/safe-mode/take");
    const [own] = (await must("/safe-mode/print")).rows;
    assert.deepEqual([own?.enabled, own?.user, own?.current], ["true", "admin", "true"]);
    assert.equal((await must("/safe-mode/print", [], writer)).rows[0]?.current, "false");
    assert.equal((await must("/safe-mode/get", ["=value-name=user"])).ret, "admin");
  });

  it("is exclusive, even for another session of the same user", async () => {
    const { must, run, login } = lab();
    await must("/safe-mode/take");
    assert.equal((await run("/safe-mode/take")).traps?.length, 1);
    assert.equal((await run("/safe-mode/take", [], login("admin"))).traps?.length, 1);
  });

  it("unroll undoes what anyone wrote since it was taken, and release keeps it", async () => {
    const router = lab();
    await router.must(`${list}/add`, entry("1.1.1.1"));
    await router.must("/safe-mode/take");
    await router.must(`${list}/add`, entry("1.1.1.2"));
    await router.must(`${list}/remove`, ["=.id=*1"], router.login("writer"));
    await router.must("/safe-mode/unroll");
    assert.deepEqual(await addresses(router), ["1.1.1.1"]);
    await router.must("/safe-mode/take");
    await router.must(`${list}/add`, entry("1.1.1.3"));
    await router.must("/safe-mode/release");
    assert.deepEqual(await addresses(router), ["1.1.1.1", "1.1.1.3"]);
  });

  it("undoes everything about two seconds after its holder's connection closed", async () => {
    const router = lab();
    const writer = router.login("writer");
    await router.must("/safe-mode/take", [], writer);
    await router.must(`${list}/add`, entry("1.1.1.1"));
    router.plane.logout(writer);
    await router.clock.advance(1900);
    assert.deepEqual(await addresses(router), ["1.1.1.1"]);
    await router.clock.advance(200);
    assert.deepEqual(await addresses(router), []);
    assert.equal(router.plane.safeModeHolder, undefined);
  });

  it("waits as long as it is told to", async () => {
    const router = lab("7.24", { safeModeDelay: 60_000 });
    const writer = router.login("writer");
    await router.must("/safe-mode/take", [], writer);
    await router.must(`${list}/add`, entry("1.1.1.1"));
    router.plane.logout(writer);
    await router.clock.advance(59_000);
    assert.deepEqual(await addresses(router), ["1.1.1.1"]);
    await router.clock.advance(1000);
    assert.deepEqual(await addresses(router), []);
  });

  it("does not care about the end of other connections", async () => {
    const router = lab();
    await router.must("/safe-mode/take");
    await router.must(`${list}/add`, entry("1.1.1.1"));
    router.plane.logout(router.login("writer"));
    await router.clock.advance(10_000);
    assert.deepEqual(await addresses(router), ["1.1.1.1"]);
  });

  it("keeps everything when its holder ends after a release from another login", async () => {
    const router = lab();
    const writer = router.login("writer");
    await router.must("/safe-mode/take", [], writer);
    await router.must(`${list}/add`, entry("1.1.1.1"), writer);
    router.plane.logout(writer);
    await router.must("/safe-mode/release");
    await router.clock.advance(10_000);
    assert.deepEqual(await addresses(router), ["1.1.1.1"]);
  });

  it("on-error=release keeps everything when the connection dies", async () => {
    const router = lab();
    const writer = router.login("writer");
    await router.must("/safe-mode/take", ["=on-error=release"], writer);
    await router.must(`${list}/add`, entry("1.1.1.1"), writer);
    router.plane.logout(writer);
    await router.clock.advance(10_000);
    assert.deepEqual(await addresses(router), ["1.1.1.1"]);
    assert.equal(router.plane.safeModeHolder, undefined);
  });

  it("holds 100 actions; one more leaves it silently, without undo", async () => {
    const router = lab();
    const writer = router.login("writer");
    await router.must("/safe-mode/take", [], writer);
    for (let n = 0; n < 100; n++) await router.must(`${list}/add`, entry(`10.0.0.${n}`));
    assert.equal(router.plane.safeModeHolder, "writer");
    await router.must(`${list}/add`, entry("10.0.0.100"));
    assert.equal(router.plane.safeModeHolder, undefined);
    router.plane.logout(writer);
    await router.clock.advance(10_000);
    assert.equal((await addresses(router)).length, 101);
  });

  it("a reboot while it is held keeps whatever was written", async () => {
    const router = lab();
    await router.must("/safe-mode/take");
    await router.must(`${list}/add`, entry("1.1.1.1"));
    router.plane.logout(router.admin);
    router.plane.reboot();
    await router.clock.advance(10_000);
    assert.equal(router.plane.hand.print(list).length, 1);
  });

  /** Any write that anyone can think of, right or wrong. */
  const mangle = "/ip/firewall/mangle";
  const id = fc.integer({ min: 1, max: 9 }).map((number) => `*${number}`);
  const ids = fc.array(id, { minLength: 1, maxLength: 3 }).map((several) => several.join(","));
  const write = fc.oneof(
    fc.record({
      path: fc.constant(`${mangle}/add`),
      words: fc
        .tuple(id, fc.constantFrom("a", "b"))
        .map(([before, comment]) => ["=chain=prerouting", `=comment=${comment}`, `=place-before=${before}`]),
    }),
    fc.record({
      path: fc.constant(`${mangle}/add`),
      words: fc.constantFrom(
        ["=chain=forward", "=in-interface=wan"],
        ["=chain=forward", "=action=fasttrack-connection"],
        ["=chain=forward", "=copy-from=*1"],
      ),
    }),
    fc.record({
      path: fc.constant(`${mangle}/move`),
      words: fc.tuple(ids, id).map(([numbers, to]) => [`=numbers=${numbers}`, `=destination=${to}`]),
    }),
    fc.record({
      path: fc.constantFrom(`${mangle}/remove`, `${mangle}/disable`, `${mangle}/enable`),
      words: ids.map((numbers) => [`=numbers=${numbers}`]),
    }),
    fc.record({
      path: fc.constant(`${mangle}/set`),
      words: fc
        .tuple(ids, fc.constantFrom("=src-address=10.0.0.0/8", "=!src-address=", "=comment=", "=log=yes"))
        .map(([numbers, word]) => [`=.id=${numbers}`, word]),
    }),
    fc.record({
      path: fc.constant("/interface/set"),
      words: fc.constantFrom(
        ["=.id=*1", "=name=wan"],
        ["=.id=*1", "=name=ether1"],
        ["=.id=*2", "=disabled=yes"],
      ),
    }),
    fc.record({
      path: fc.constant("/ip/address/add"),
      words: fc.constantFrom(
        ["=address=10.0.0.2/24", "=interface=*1"],
        ["=address=10.0.1.2/24", "=interface=*2"],
      ),
    }),
    fc.record({
      path: fc.constantFrom(
        "/ip/address/remove",
        "/ip/route/disable",
        "/ip/route/remove",
        "/interface/list/remove",
      ),
      words: fc.constantFrom(["=numbers=0"], ["=numbers=*1"], ["=numbers=*80000001"]),
    }),
    fc.record({
      path: fc.constant("/ip/route/add"),
      words: fc.constantFrom(
        ["=gateway=10.0.0.1"],
        ["=gateway=10.0.0.1%ether1", "=distance=3"],
        ["=blackhole="],
      ),
    }),
    fc.record({ path: fc.constant("/interface/list/add"), words: fc.constant(["=name=WAN"]) }),
    fc.record({
      path: fc.constant(`${list}/add`),
      words: fc.constantFrom(entry("1.1.1.1"), [...entry("2.2.2.2"), "=timeout=1h"]),
    }),
    fc.record({
      path: fc.constantFrom(`${list}/remove`, `${list}/disable`),
      words: fc.constantFrom(["=numbers=0"], ["=numbers=*1"]),
    }),
    fc.record({
      path: fc.constant(`${list}/set`),
      words: fc.constantFrom(
        ["=numbers=0", "=timeout=2h"],
        ["=numbers=0", "=timeout=none-static"],
        ["=numbers=0", "=list=m"],
      ),
    }),
    fc.record({ path: fc.constant("/system/identity/set"), words: fc.constant(["=name=office"]) }),
    fc.record({
      path: fc.constantFrom("/routing/table/add", "/system/script/add", "/interface/gre/add"),
      words: fc.constantFrom(["=name=one"], ["=name=two", "=comment=x"], ["=remote-address=192.0.2.9"], []),
    }),
    fc.record({
      path: fc.constantFrom("/routing/table/remove", "/system/script/remove", "/interface/gre/remove"),
      words: fc.constantFrom(["=numbers=one"], ["=numbers=two"], ["=numbers=gre-tunnel1"]),
    }),
    fc.record({
      path: fc.constantFrom("/routing/rule/add", "/ip/route/add"),
      words: fc.constantFrom(["=table=one"], ["=routing-table=one", "=gateway=10.0.0.1"], ["=action=drop"]),
    }),
    fc.record({
      path: fc.constantFrom("/routing/rule/move", "/routing/rule/remove"),
      words: ids.map((numbers) => [`=numbers=${numbers}`]),
    }),
    fc.record({
      path: fc.constantFrom("/interface/pppoe-client/add", "/ip/dhcp-client/add"),
      words: fc.constantFrom(
        ["=interface=ether1", "=disabled=no", "=add-default-route=yes"],
        ["=interface=*2"],
      ),
    }),
    fc.record({
      path: fc.constant(`${mangle}/unset`),
      words: ids.map((numbers) => [`=numbers=${numbers}`, "=value-name=in-interface"]),
    }),
    fc.record({ path: fc.constantFrom("/undo", "/redo"), words: fc.constant([] as string[]) }),
  );
  const menus = [
    ...[mangle, "/ip/firewall/filter", list, "/interface", "/interface/list", "/ip/address", "/ip/route"],
    ...["/routing/table", "/routing/rule", "/system/script", "/interface/gre", "/interface/pppoe-client"],
    ...["/ip/dhcp-client", "/system/identity"],
  ];

  /** What links have been through is not undone. */
  const withoutLinks = (row: PrintedRow): PrintedRow =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !/^link-downs$|^last-link-/.test(name)));

  it("undoing any writes restores every row, id and place", async () => {
    const writes = fc.array(write, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(writes, writes, async (before, under) => {
        const router = lab();
        // Lines that answer, so that clients bring addresses and routes.
        router.plane.hand.line("ether1", { state: "up", address: "10.1.0.5/24", gateway: "10.1.0.1" });
        router.plane.hand.line("pppoe-out1", { state: "up", address: "100.64.0.2", gateway: "100.64.0.1" });
        const printed = () => menus.map((menu) => router.plane.hand.print(menu).map(withoutLinks));
        for (const { path, words } of before) await router.run(path, words);
        const expected = printed();
        await router.must("/safe-mode/take");
        for (const { path, words } of under) await router.run(path, words);
        await router.must("/safe-mode/unroll");
        assert.deepEqual(printed(), expected);
      }),
      { numRuns: Number(process.env.RUNS ?? 150) },
    );
  });
});
