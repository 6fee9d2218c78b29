import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { startRawRouter } from "./raw-router";

const root = path.join(__dirname, "../../..");
const connectModule = path.join(root, "provider/client/connect");

/** Runs a program in a Node of its own. */
async function runChild(program: string, environment: Record<string, string>) {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", "-e", program],
    { cwd: root, env: { ...process.env, ...environment } },
  );
  return { stdout, stderr };
}

/** Makes `source-map-support` missing, as it is where only our own dependencies are installed. */
const withoutSourceMapSupport = `
  const Module = require("node:module");
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (name, ...rest) {
    if (name === "source-map-support") throw new Error("source-map-support is asked for");
    return resolve.call(this, name, ...rest);
  };
`;

describe("The client in a process of its own", () => {
  it("can be imported with ENV=testing, where node-routeros's main entry cannot", async () => {
    const { stdout } = await runChild(
      `${withoutSourceMapSupport}
      console.log(typeof require(${JSON.stringify(connectModule)}).connect);
      try { require("node-routeros"); console.log("imported"); } catch (error) { console.log(error.message); }`,
      { ENV: "testing" },
    );
    assert.deepEqual(stdout.trim().split("\n"), ["function", "source-map-support is asked for"]);
  });

  it("shows no secret with DEBUG=*", async () => {
    const router = await startRawRouter({
      login(login) {
        if (login.attribute("response")) login.reply("!done");
        else login.reply("!done", `=ret=${"ab".repeat(16)}`);
      },
      answer(command) {
        if (command.path === "/interface/pppoe-client/add") {
          command.reply("!trap", `=message=invalid value ${command.attribute("password")}`);
        } else command.reply("!re", "=password=read-s3cret");
        command.reply("!done");
      },
    });
    const { stdout, stderr } = await runChild(
      `const { connect } = require(${JSON.stringify(connectModule)});
      (async () => {
        const options = { host: "127.0.0.1", port: ${router.port}, user: "api", password: "login-s3cret", tls: false };
        const router = await connect(options);
        await router.run({ path: "/interface/pppoe-client/print" });
        const attributes = { password: "sent-s3cret" };
        await router.run({ path: "/interface/pppoe-client/add", attributes }).catch(console.error);
        for await (const row of router.listen({ path: "/ppp/secret/listen" })) break;
        await router.close();
        console.log("finished");
      })();`,
      { DEBUG: "*" },
    );
    await router.close();
    assert.equal(stdout.trim(), "finished");
    assert.match(stderr, /routeros-api:connector.*Connected on/, "node-routeros's debug output is on");
    assert.match(stderr, /RouterOsError.*rejected.*invalid value \*\*\*/);
    assert.doesNotMatch(stderr, /s3cret/);
  });
});
