import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { lab, password } from "./harness";

const refused = ["not enough permissions (9)"];

describe("policies", () => {
  const table: readonly (readonly [
    user: string,
    path: string,
    words: readonly string[],
    allowed: boolean,
  ])[] = [
    ["reader", "/ip/route/print", [], true],
    ["reader", "/ip/route/add", ["=gateway=10.0.0.1"], false],
    ["reader", "/user/print", [], true],
    ["reader", "/ping", ["=address=10.0.0.1", "=count=1"], true],
    ["writer", "/ip/route/add", ["=gateway=10.0.0.1"], true],
    ["writer", "/user/add", ["=name=x", "=group=full"], false],
    ["writer", "/user/group/add", ["=name=x"], false],
    ["writer", "/file/add", ["=name=x.txt", "=contents=x"], false],
    ["writer", "/system/script/add", ["=name=x", "=policy=read,write"], true],
    ["writer", "/system/script/add", ["=name=x", "=policy=policy"], false],
    ["admin", "/user/add", ["=name=x", "=group=full"], true],
    ["admin", "/file/add", ["=name=x.txt", "=contents=x"], true],
  ];
  for (const [user, path, words, allowed] of table) {
    it(`${user} ${allowed ? "may" : "may not"} ${path} ${words.join(" ")}`, async () => {
      const { run, login, clock } = lab();
      const answer = run(path, words, login(user));
      await clock.advance(5000);
      assert.deepEqual((await answer).traps ?? [], allowed ? [] : refused);
    });
  }

  it("needs test for ping", async () => {
    const { must, run, plane } = lab();
    await must("/user/group/add", ["=name=blind", "=policy=read,api"]);
    await must("/user/add", ["=name=b", "=group=blind", `=password=${password}`]);
    const caller = plane.login("b", password, "api", "10.0.0.9");
    assert.deepEqual((await run("/ping", ["=address=1.1.1.1"], caller)).traps, refused);
  });
});

describe("login", () => {
  it("wants the right password, an enabled user, and the policy api", async () => {
    const { plane, must } = lab();
    assert.equal(plane.login("admin", "wrong", "api", "10.0.0.9"), undefined);
    assert.equal(plane.login("nobody", password, "api", "10.0.0.9"), undefined);
    await must("/user/group/add", ["=name=noapi", "=policy=read,winbox"]);
    await must("/user/add", ["=name=b", "=group=noapi", `=password=${password}`]);
    assert.equal(plane.login("b", password, "api", "10.0.0.9"), undefined);
    await must("/user/disable", ["=numbers=reader"]);
    assert.equal(plane.login("reader", password, "api", "10.0.0.9"), undefined);
    assert.equal(plane.login("writer", password, "api", "10.0.0.9")?.user, "writer");
  });

  it("shows sessions in /user/active, until they end", async () => {
    const { plane, must, login } = lab();
    const reader = login("reader");
    const { rows } = await must("/user/active/print");
    assert.deepEqual(
      rows.map(({ name, group, via, address }) => [name, group, via, address]),
      [
        ["admin", "full", "api", "10.0.0.9"],
        ["reader", "read", "api", "10.0.0.9"],
      ],
    );
    plane.logout(reader);
    assert.equal((await must("/user/active/print")).rows.length, 1);
  });

  it("gives the challenge login its password", () => {
    const { plane } = lab();
    assert.equal(plane.passwordOf("admin"), password);
    assert.equal(plane.passwordOf("nobody"), undefined);
  });

  it("takes a changed password at once", async () => {
    const { plane, must } = lab();
    await must("/user/set", ["=numbers=admin", "=password=new"]);
    assert.equal(plane.login("admin", password, "api", ""), undefined);
    assert.equal(plane.login("admin", "new", "api", "")?.user, "admin");
  });
});

describe("secrets", () => {
  const line = ["=interface=ether1", "=password=hidden"];
  const shown: readonly (readonly [
    RouterOsVersion,
    user: string,
    words: readonly string[],
    string | undefined,
  ])[] = [
    ["7.12.2", "admin", [], "hidden"],
    ["7.12.2", "reader", [], undefined],
    ["7.21.5", "admin", [], undefined],
    ["7.21.5", "admin", ["=show-sensitive="], "hidden"],
    ["7.21.5", "reader", ["=show-sensitive="], undefined],
    ["7.24", "admin", ["=.proplist=password"], undefined],
  ];
  for (const [version, user, words, expected] of shown) {
    it(`${version}: ${user} prints a pppoe-client ${words.join(" ")}: ${expected ?? "no password"}`, async () => {
      const { must, login } = lab(version);
      await must("/interface/pppoe-client/add", line);
      const { rows } = await must("/interface/pppoe-client/print", words, login(user));
      assert.equal(rows[0]?.password, expected);
    });
  }

  it("refuses show-sensitive before 7.21", async () => {
    const { run } = lab("7.18.2");
    const { traps } = await run("/interface/pppoe-client/print", ["=show-sensitive="]);
    assert.deepEqual(traps, ["unknown parameter show-sensitive"]);
  });

  it("never returns a user's password, not even when asked for it", async () => {
    for (const version of ["6.49", "7.12.2", "7.24"] as const) {
      const { rows } = await lab(version).must("/user/print", ["=.proplist=name,password"]);
      assert.equal(rows[0]?.name, "admin");
      assert.equal("password" in (rows[0] ?? {}), false, version);
    }
  });
});
