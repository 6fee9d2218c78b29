import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manualClock, type RouterOptions, type SimulatedRouter, startRouter } from "../../../simulator/index";
import { loggedIn, type RawClient, rawConnect } from "./raw-client";

const users = [{ name: "admin", password: "secret" }];
const list = "/ip/firewall/address-list";

describe("startRouter", () => {
  const started: SimulatedRouter[] = [];
  const clients: RawClient[] = [];
  let folder: string;
  const start = async (options: RouterOptions = {}) => {
    const router = await startRouter({ users, ...options });
    started.push(router);
    return router;
  };
  const enter = async (router: SimulatedRouter) => {
    const client = await loggedIn(router.port as number);
    clients.push(client);
    return client;
  };
  const addresses = (router: SimulatedRouter) => router.config.print(list).map(({ address }) => address);
  const addAddress = (client: RawClient, address: string) =>
    client.talk(`${list}/add`, "=list=ours", `=address=${address}`);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "simulator-"));
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await Promise.all(started.splice(0).map((router) => router.stop()));
    rmSync(folder, { recursive: true });
  });

  it("serves rows over the API that are seen and changed by hand", async () => {
    const router = await start({
      identity: "office-12",
      seed: [{ menu: list, properties: { list: "ours", address: "10.1.1.1" } }],
    });
    const client = await enter(router);
    assert.deepEqual(await client.talk("/system/identity/print", "=.proplist=name"), [
      ["!re", "=name=office-12"],
      ["!done"],
    ]);
    const [done] = await addAddress(client, "10.1.1.2");
    const id = `${done?.[1]}`.replace("=ret=", "");
    assert.deepEqual(addresses(router), ["10.1.1.1", "10.1.1.2"]);
    router.config.set(list, id, { comment: "by hand" });
    assert.deepEqual(await client.talk(`${list}/print`, "=.proplist=comment", "?address=10.1.1.2"), [
      ["!re", "=comment=by hand"],
      ["!done"],
    ]);
    router.config.remove(list, id);
    assert.deepEqual(addresses(router), ["10.1.1.1"]);
    assert.deepEqual(router.connections()[0]?.user, "admin");
    assert.deepEqual(router.commands.byPath()[`${list}/add`], 1);
  });

  it("fills a menu with dynamic rows, again after a reboot", async () => {
    const clock = manualClock();
    const router = await start({ clock, foreignRows: { [list]: 300, "/ip/route": 3 } });
    const client = await enter(router);
    await addAddress(client, "192.168.1.1");
    assert.deepEqual(await client.talk(`${list}/print`, "=count-only=", "?dynamic=true"), [
      ["!done", "=ret=300"],
    ]);
    const back = router.reboot(5000);
    await client.closed;
    await clock.advance(5000);
    await back;
    const dynamic = router.config.print(list, ["dynamic=true"]);
    assert.equal(dynamic.length, 300);
    assert.equal(new Set(dynamic.map(({ address }) => address)).size, 300);
    assert.equal(addresses(router).length, 301, "what was written is still there");
  });

  it("fills the table of connections, which clients may empty", async () => {
    const menu = "/ip/firewall/connection";
    for (const [version, destination] of [
      ["6.49", "192.0.2.1:443"],
      ["7.21.5", "192.0.2.1"],
    ] as const) {
      const clock = manualClock();
      const router = await start({ clock, version, foreignRows: { [menu]: 20 } });
      const client = await enter(router);
      const [first] = router.config.print(menu);
      assert.equal(first?.["dst-address"], destination);
      assert.equal(first?.dynamic, undefined);
      assert.deepEqual(await client.talk(`${menu}/remove`, `=.id=${first?.[".id"]}`), [["!done"]]);
      assert.equal(router.config.print(menu).length, 19);
      const back = router.reboot(1000);
      await clock.advance(1000);
      await back;
      assert.equal(router.config.print(menu).length, 20, "a reboot forgets connections");
      await client.close();
    }
  });

  it("answers /system/reboot before it goes away", async () => {
    const clock = manualClock();
    const router = await start({ clock });
    const client = await enter(router);
    assert.equal((await client.talk("/system/reboot")).at(-1)?.[0], "!done");
    await clock.advance(100);
    await client.closed;
    await clock.advance(1000);
    await enter(router);
  });

  it("keeps the configuration over restarts, for the owner's eyes only", async () => {
    const stateFile = join(folder, "state.json");
    const first = await start({ stateFile, serialNumber: "HEX123" });
    await addAddress(await enter(first), "10.1.1.1");
    await first.stop();
    assert.equal(statSync(stateFile).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ["state.json"], "no draft is left");

    const second = await start({ stateFile, users: [...users, { name: "other", password: "new" }] });
    assert.deepEqual(addresses(second), ["10.1.1.1"]);
    const client = await rawConnect(second.port as number);
    clients.push(client);
    assert.deepEqual(await client.talk("/login", "=name=other", "=password=new"), [["!done"]]);
  });

  it("saves while commands come, without waiting for the stop", async () => {
    const stateFile = join(folder, "state.json");
    const clock = manualClock();
    const router = await start({ stateFile, clock });
    await addAddress(await enter(router), "10.1.1.1");
    await clock.advance(1000);
    const copy = await start({ stateFile });
    assert.deepEqual(addresses(copy), ["10.1.1.1"]);
  });

  it("refuses a file that is no saved state, and says nothing of what is in it", async () => {
    const stateFile = join(folder, "state.json");
    writeFileSync(stateFile, "{ password: hush");
    await assert.rejects(startRouter({ stateFile }), (error: Error) => {
      assert.match(error.message, /state\.json is not the saved state/);
      assert.doesNotMatch(error.message, /hush/);
      return true;
    });
  });

  it("keeps a comment of bytes that are no text over the API, by hand and through the state file", async () => {
    const stateFile = join(folder, "state.json");
    const router = await start({ stateFile });
    const comment = "=comment=\xcc\xee\xf1\xea\xe2\xe0";
    const added = await (await enter(router)).talk(`${list}/add`, "=list=a", "=address=10.1.1.1", comment);
    assert.deepEqual(added[0]?.[0], "!done");
    await router.stop();
    const again = await enter(await start({ stateFile }));
    assert.deepEqual((await again.talk(`${list}/print`, "=.proplist=comment"))[0], ["!re", comment]);
  });

  it("has a certificate for api-ssl when asked, and no plain service when told so", async () => {
    const router = await start({ tls: true, port: false });
    assert.equal(router.port, undefined);
    const client = await loggedIn(router.tlsPort as number, {
      ca: router.certificate?.ca,
      servername: "localhost",
    });
    clients.push(client);
    assert.deepEqual(
      router.plane.sessions.map(({ via, address }) => [via, address]),
      [["api-ssl", "127.0.0.1"]],
    );
  });

  it("rolls safe mode back when the connection that holds it goes", async () => {
    const clock = manualClock();
    const router = await start({ clock });
    const client = await enter(router);
    assert.equal((await client.talk("/safe-mode/take")).at(-1)?.[0], "!done");
    await addAddress(client, "10.1.1.1");
    await client.close();
    while (router.connections().length > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    assert.deepEqual(addresses(router), ["10.1.1.1"]);
    await clock.advance(30_000);
    assert.deepEqual(addresses(router), []);
  });
});
