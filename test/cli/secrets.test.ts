import assert from "node:assert/strict";
import { assertCode, type Office, openOffice, printed, ROUTER_PASSWORD } from "../support/office";
import type { CliResult } from "../support/pulumi-project";

const secrets = {
  line: "password-of-the-line",
  adopted: "password-of-the-adopted-line",
  tunnel: "secret-of-the-tunnel",
  peer: "secret-of-the-peer",
  token: "token-in-the-script",
  adoptedToken: "token-in-the-adopted-script",
};
/** What was on the router before. */
const found = { password: "password-from-before", token: "token-from-before" };
/** What the program has later. */
const changed = { line: "another-password-of-the-line", token: "another-token-in-the-script" };
/** What somebody sets by hand. */
const byHand = { password: "password-by-hand", token: "token-by-hand" };

/** A script that RouterOS shows to everybody, with a credential in it. */
const scriptWith = (token: string) =>
  `:local token "${token}"\n/tool/fetch url="https://example.com/hook\\?token=$token"\n`;

/** Passwords as a careless program writes them: in clear, so that only the resource classes keep them secret. */
const program = ({ line, token }: { line: string; token: string }) => `
import { GreTunnel, PppoeClient, RouterItem, Script } from "pulumi-routeros";

new PppoeClient("line", { name: "pppoe-isp1", interface: "ether1", user: "user1", password: ${JSON.stringify(line)} });
new PppoeClient("adopted", { name: "pppoe-isp2", interface: "ether2", password: ${JSON.stringify(secrets.adopted)}, adopt: true });
new GreTunnel("tunnel", {
  name: "gre", remoteAddress: "198.51.100.1", localAddress: "192.0.2.10", allowFastPath: false,
  ipsecSecret: ${JSON.stringify(secrets.tunnel)},
});
const peer = new RouterItem("peer", { path: "/ip/ipsec/peer", key: ["name"], properties: { name: "head", address: "198.51.100.2/32" } });
new RouterItem("identity", {
  path: "/ip/ipsec/identity", key: ["peer"], properties: { peer: peer.properties.apply(({ name }) => String(name)) },
  secretProperties: { secret: ${JSON.stringify(secrets.peer)} },
});
new Script("notify", { name: "notify", policy: ["read"], source: ${JSON.stringify(scriptWith(token))}, sensitive: ["source"] });
new Script("found", { name: "found", policy: ["read"], source: ${JSON.stringify(scriptWith(secrets.adoptedToken))}, sensitive: ["source"], adopt: true });
`;

describe("secrets with the real CLI", () => {
  let office: Office;

  /** Waits for a command, then looks for every secret in what it printed and in every file but the program itself. */
  async function run(what: string, result: Promise<CliResult>): Promise<CliResult> {
    const done = await result;
    assertCode(done, 0, what);
    for (const secret of [...[secrets, found, changed, byHand].flatMap(Object.values), ROUTER_PASSWORD]) {
      assert.ok(!printed(done).includes(secret), `${what} prints "${secret}"`);
      const files = office.project.filesContaining(secret).filter((file) => !file.endsWith("index.ts"));
      assert.deepEqual(files, [], `"${secret}" after ${what}`);
    }
    return done;
  }

  const passwordOf = (name: string) =>
    office.router.config.print("/interface/pppoe-client").find((row) => row.name === name)?.password;

  const sourceOf = (name: string) =>
    office.router.config.print("/system/script").find((row) => row.name === name)?.source ?? "";

  /** An encrypted secret in a state: this key of Pulumi's stands in the place of the value. */
  function assertEncrypted(values: object | undefined, name: string): void {
    const value = (values as Record<string, object> | undefined)?.[name] ?? {};
    assert.ok(Object.keys(value).includes("4dabf18193072939515e22adb298388d"), `${name} is not encrypted`);
  }

  before(async () => {
    office = await openOffice({
      program: program(secrets),
      config: { "routeros:password": { secret: ROUTER_PASSWORD } },
      env: { ROUTEROS_PASSWORD: undefined },
      router: {
        // From 7.21 on, RouterOS shows no secrets in `print`; before, they come with every read.
        version: "7.18.2",
        seed: [
          {
            menu: "/interface/pppoe-client",
            properties: { name: "pppoe-isp2", interface: "ether2", password: found.password, disabled: "no" },
          },
          {
            menu: "/system/script",
            properties: { name: "found", source: scriptWith(found.token), policy: "read" },
          },
        ],
      },
    });
  });

  after(() => office?.close());

  it("are nowhere in clear after create and adoption, and are on the router", async () => {
    await run("up", office.project.up());
    assert.equal(passwordOf("pppoe-isp1"), secrets.line);
    assert.equal(passwordOf("pppoe-isp2"), secrets.adopted);
    assert.equal(sourceOf("notify"), scriptWith(secrets.token));
    assert.equal(sourceOf("found"), scriptWith(secrets.adoptedToken));
    assert.equal(office.router.config.print("/interface/gre")[0]?.["ipsec-secret"], secrets.tunnel);
    assert.equal(office.router.config.print("/ip/ipsec/identity")[0]?.secret, secrets.peer);
  });

  it("nor in the differences of an update, nor after it", async () => {
    office.project.write(program(changed));
    const update = await run("update", office.project.up(["--diff"]));
    assert.match(update.stdout, /~ password: \[secret\] => \[secret\]/);
    assert.match(update.stdout, /~ source *: \[secret\] => \[secret\]/);
    assert.equal(passwordOf("pppoe-isp1"), changed.line);
    assert.equal(sourceOf("notify"), scriptWith(changed.token));
  });

  it("nor when one was changed by hand, which is drift, and a refresh took it over", async () => {
    office.router.config.set("/interface/pppoe-client", "pppoe-isp1", { password: byHand.password });
    office.router.config.set("/system/script", "notify", { source: scriptWith(byHand.token) });
    const preview = await run("preview", office.project.preview(["--diff"]));
    assert.match(preview.stdout, /~ source *: \[secret\] => \[secret\]/);
    const refresh = await run("refresh", office.project.refresh());
    assert.match(refresh.stdout, /PppoeClient line .*\[diff: ~password\]/);
    assert.match(refresh.stdout, /Script notify .*\[diff: ~source\]/);
    const { deployment } = await office.project.exportState();
    const found = (end: string) => deployment.resources?.find(({ urn }) => urn.endsWith(end));
    for (const side of ["inputs", "outputs"] as const) {
      assertEncrypted(found("PppoeClient::line")?.[side], "password");
      assertEncrypted(found("Script::notify")?.[side], "source");
    }
  });
});
