import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SimulatedRouter, startRouter } from "../../../simulator/api/simulated-router";
import { type ControlServer, sendCommand, serveControl } from "../../../simulator/control";

describe("the control socket", () => {
  let folder: string;
  let router: SimulatedRouter;
  let server: ControlServer;
  const path = () => join(folder, "c.sock");

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "control-"));
    router = await startRouter();
    // A file in its place is what a killed simulator leaves.
    writeFileSync(path(), "");
    server = await serveControl(path(), { router, network: undefined, pace: undefined });
  });
  after(async () => {
    await server.stop();
    await router.stop();
    assert.deepEqual(readdirSync(folder), []);
    rmSync(folder, { recursive: true });
  });

  it("is its owner's alone", () => {
    assert.equal(statSync(path()).mode & 0o777, 0o600);
  });

  it("answers a command, and says when it is none", async () => {
    const { ok, text } = await sendCommand(path(), "status");
    assert.ok(ok);
    assert.match(text, /^RouterOS 7\.21\.5, up /);
    assert.deepEqual((await sendCommand(path(), "dance\nlink ether1 down")).ok, false);
  });

  it("answers several commands on a connection, in their order", async () => {
    const socket = createConnection(path());
    let text = "";
    socket.on("data", (part) => {
      text += part;
    });
    socket.end("link ether4 down\nlink ether4 up\n");
    await new Promise((resolve) => socket.on("close", resolve));
    assert.deepEqual(
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).text),
      ["ether4: link down", "ether4: link up"],
    );
  });

  it("is not taken from another simulator", async () => {
    await assert.rejects(
      serveControl(path(), { router, network: undefined, pace: undefined }),
      /control socket of another simulator/,
    );
  });

  it("that is not there is told", async () => {
    await assert.rejects(sendCommand(join(folder, "none.sock"), "status"), /no simulated router listens on/);
  });
});
