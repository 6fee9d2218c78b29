import assert from "node:assert/strict";
import { connect } from "../../../provider/client/connect";
import type { Connection, ConnectOptions } from "../../../provider/client/contract";
import { createCertificate, type ServerCertificate } from "../../../simulator/api/certificate";
import { commandLog } from "../../../simulator/api/command-log";
import { type Fault, faultList } from "../../../simulator/api/faults";
import { type ApiServerOptions, startApiServer } from "../../../simulator/api/server";
import { realClock } from "../../../simulator/clock";
import { createConfigurationPlane } from "../../../simulator/config";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { failureOf } from "./rejects";

const user = { name: "api", password: "Zürich 8000" };

/** A simulated router and a way to connect to it; all closed after each test. */
const open: (() => Promise<void>)[] = [];

async function simulate(varied: Partial<ApiServerOptions> = {}, version: RouterOsVersion = "7.21.5") {
  const clock = realClock();
  const plane = createConfigurationPlane({ version, clock, users: [user] });
  const faults = faultList();
  const server = await startApiServer({
    plane,
    clock,
    log: commandLog(),
    faults,
    host: "127.0.0.1",
    port: 0,
    tls: undefined,
    login: "plain",
    shaping: {},
    limits: {},
    ...varied,
  });
  open.push(() => server.stop());
  const login = async (options: Partial<ConnectOptions> = {}): Promise<Connection> => {
    const connection = await connect({
      host: "127.0.0.1",
      port: options.tls ? server.tlsPort : server.port,
      user: user.name,
      password: user.password,
      tls: false,
      ...options,
    });
    open.unshift(() => connection.close());
    return connection;
  };
  return { plane, faults, login };
}

describe("The client against the simulated router", () => {
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });

  for (const version of ["6.49", "7.12.2", "7.21.5"] as const) {
    it(`adds, reads, changes and removes a row on ${version}`, async () => {
      const router = await (await simulate({}, version)).login();
      const list = "/ip/firewall/address-list";
      const attributes = { list: "office", address: "192.0.2.7", comment: "Büro – Zürich" };
      const { ret } = await router.run({ path: `${list}/add`, attributes });
      assert.match(ret ?? "", /^\*[0-9A-F]+$/);
      await router.run({ path: `${list}/set`, attributes: { ".id": ret ?? "", comment: "moved" } });
      const print = { path: `${list}/print`, queries: ["?list=office"] };
      const { rows } = await router.run(print);
      assert.deepEqual(
        rows.map(({ list, address, comment }) => ({ list, address, comment })),
        [{ list: "office", address: "192.0.2.7", comment: "moved" }],
      );
      assert.equal((await failureOf(router.run({ path: `${list}/add`, attributes }))).category, "exists");
      await router.run({ path: `${list}/remove`, attributes: { ".id": ret ?? "" } });
      assert.deepEqual((await router.run(print)).rows, []);
      const again = router.run({ path: `${list}/remove`, attributes: { ".id": ret ?? "" } });
      assert.equal((await failureOf(again)).category, "gone");
    });
  }

  it("logs in with the challenge of RouterOS before 6.43", async () => {
    const router = await (await simulate({ login: "challenge" }, "6.49")).login();
    const { rows } = await router.run({ path: "/system/identity/print" });
    assert.ok(rows[0]?.name);
  });

  it("is refused with a wrong password in both forms", async () => {
    for (const login of ["plain", "challenge"] as const) {
      const failure = await failureOf((await simulate({ login })).login({ password: "wrong" }));
      assert.equal(failure.category, "refused-login");
    }
  });

  it("stores a script of 200 KB and reads the same back", async () => {
    const router = await (await simulate()).login();
    const source = `:log info "Zürich $i"\n`.repeat(9_000);
    assert.ok(Buffer.byteLength(source) > 200_000);
    await router.run({ path: "/system/script/add", attributes: { name: "big", source } });
    const { rows } = await router.run({ path: "/system/script/print", queries: ["?name=big"] });
    assert.equal(rows[0]?.source, source);
  });

  it("keeps a hundred overlapping commands apart on a line that cuts everything into pieces", async () => {
    const { login } = await simulate({ shaping: { chunkSeed: 7 } });
    const router = await login();
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    const list = "/ip/firewall/address-list";
    await Promise.all(
      numbers.map((number) =>
        router.run({
          path: `${list}/add`,
          attributes: { list: `list ${number}`, address: `10.0.0.${number}` },
        }),
      ),
    );
    const replies = await Promise.all(
      numbers.map((number) => router.run({ path: `${list}/print`, queries: [`?list=list ${number}`] })),
    );
    assert.deepEqual(
      replies.map(({ rows }) => rows.map((row) => row.address)),
      numbers.map((number) => [`10.0.0.${number}`]),
    );
  });

  it("listens to changes until cancelled", async () => {
    const { login, plane } = await simulate();
    const router = await login();
    const listening = router.listen({ path: "/interface/list/listen" });
    // The answer to a later command shows that the router has begun to listen.
    await router.run({ path: "/interface/list/print" });
    const id = plane.hand.add("/interface/list", { name: "WAN" });
    plane.hand.remove("/interface/list", id);
    const seen: Readonly<Record<string, string>>[] = [];
    for await (const row of listening) {
      seen.push(row);
      if (row[".dead"]) break;
    }
    assert.equal(seen[0]?.name, "WAN");
    assert.deepEqual(
      seen.map((row) => row[".id"]),
      seen.map(() => id),
    );
    assert.equal((await router.run({ path: "/system/identity/print" })).rows.length, 1);
  });

  describe("over TLS", () => {
    let identity: ServerCertificate;
    before(async () => {
      identity = await createCertificate();
    });

    it("trusts the CA, or the fingerprint in any spelling, and nothing else", async () => {
      const { login } = await simulate({ tls: { port: 0, identity } });
      const bare = identity.fingerprint.replace(/:/g, "").toLowerCase();
      for (const tls of [{ ca: identity.ca }, { fingerprint: identity.fingerprint }, { fingerprint: bare }]) {
        const { rows } = await (await login({ tls })).run({ path: "/system/identity/print" });
        assert.equal(rows.length, 1);
      }
      for (const tls of [
        {},
        { fingerprint: "00".repeat(32) },
        { ca: identity.ca, servername: "elsewhere" },
      ]) {
        assert.equal((await failureOf(login({ tls }))).category, "tls");
      }
    });

    it("gives the commands for a certificate when api-ssl has none", async () => {
      const { login } = await simulate({ tls: { port: 0, identity: "anonymous" } });
      const failure = await failureOf(login({ tls: { fingerprint: identity.fingerprint } }));
      assert.equal(failure.category, "tls");
      assert.match(failure.message, /\/ip service set api-ssl certificate=api-ssl/);
    });
  });

  const on = "/ip/address/print";
  const faults: readonly (readonly [string, Fault, string])[] = [
    ["dropped before", { kind: "drop", on }, "unanswered"],
    ["reset after", { kind: "drop", on, when: "after", how: "reset" }, "unanswered"],
    ["busy", { kind: "busy", on }, "busy"],
    ["fatal", { kind: "fatal", on, reason: "shutting down" }, "unanswered"],
    ["garbage", { kind: "garbage", on }, "not-routeros"],
    ["half a word", { kind: "half-word", on, afterwards: "close" }, "unanswered"],
    ["half a word that hangs", { kind: "half-word", on }, "unanswered"],
    ["never answered", { kind: "hang", on }, "unanswered"],
    ["rebooted", { kind: "reboot", on, downFor: 10 }, "unanswered"],
  ];
  for (const [what, fault, category] of faults) {
    it(`settles a command that is ${what}`, async () => {
      const simulated = await simulate();
      const router = await simulated.login();
      simulated.faults.add(fault);
      const failure = await failureOf(router.run({ path: on, deadline: 200 }));
      assert.equal(failure.category, category, failure.message);
      assert.equal(failure.mayHaveExecuted, true);
    });
  }

  it("settles a login that is reset, or never answered", async () => {
    const { login, faults } = await simulate();
    faults.add({ kind: "refuse" }, { kind: "refuse", how: "silent" });
    assert.equal((await failureOf(login())).category, "unreachable");
    assert.equal((await failureOf(login({ connectDeadline: 50 }))).category, "unreachable");
    await login();
  });
});
