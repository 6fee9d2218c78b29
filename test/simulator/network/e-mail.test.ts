import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { type ScriptOffice, scriptOffice } from "./script-office";

const mail = { address: "192.0.2.25", names: ["mail.example.com"], tcp: [25, 465, 587] } as const;

const settings = { from: "office@example.com", user: "office", password: "secret" };

async function made(version: RouterOsVersion = "7.21.5", more: Record<string, string> = {}) {
  const office = await scriptOffice({ targets: [mail] }, version);
  const server = version === "6.49" ? "address" : "server";
  office.router.hand.set("/tool/e-mail", "", { [server]: "mail.example.com", ...settings, ...more });
  return office;
}

const send = '/tool e-mail send to=boss@example.com subject="Line down" body="ISP1 is down"';
const status = ({ rows }: ScriptOffice) => rows("/tool/e-mail")[0]?.["last-status"];

describe("e-mail", () => {
  for (const version of ["6.49", "7.12.2", "7.24"] as const) {
    it(`${version}: reaches the server that is set, by the line in use`, async () => {
      const office = await made(version);
      assert.equal(status(office), "none");
      const { error, took } = await office.script(send);
      assert.equal(error, undefined);
      const [request] = office.network.requests();
      const { at: _, ...rest } = request ?? assert.fail("nothing arrived");
      assert.deepEqual(rest, {
        protocol: "smtp",
        host: "mail.example.com",
        method: "MAIL",
        path: "",
        headers: { from: "office@example.com", to: "boss@example.com", subject: "Line down" },
        body: "ISP1 is down",
        address: "192.0.2.25",
        port: 25,
        isp: "ISP1",
        source: "203.0.113.10",
      });
      // A connection, a greeting, a login, sender, recipient, the message: each there and back.
      assert.equal(took, 70);
      const [row] = office.rows("/tool/e-mail");
      assert.deepEqual([row?.["last-status"], row?.["last-address"]], ["succeeded", "192.0.2.25"]);
    });
  }

  it("takes what is given with the message before what is set", async () => {
    const office = await made("7.21.5", { server: "192.0.2.99" });
    await office.script(`${send} server=192.0.2.25 port=465 tls=yes from=me@example.com cc=a@b.c,d@e.f`);
    const [request] = office.network.requests();
    assert.deepEqual([request?.host, request?.port], ["192.0.2.25", 465]);
    assert.deepEqual([request?.headers.from, request?.headers.cc], ["me@example.com", "a@b.c,d@e.f"]);
  });

  it("has the words of its version for encryption", async () => {
    assert.equal((await (await made("6.49")).script(`${send} port=587 start-tls=yes`)).error, undefined);
    assert.equal((await (await made("6.49")).script(`${send} port=465 start-tls=tls-only`)).error, undefined);
    assert.equal((await (await made()).script(`${send} port=587 tls=starttls`)).error, undefined);
    assert.match(
      (await (await made()).script(`${send} start-tls=yes`)).error ?? "",
      /^expected end of command/,
    );
  });

  for (const [given, message, took] of [
    ["server=192.0.2.99", "timeout occured", 30_000],
    ["port=26", "connection refused", 10],
    ["port=587 tls=yes", "TLS handshake failed (timeout)", 30_010],
    ["port=465 tls=starttls", "timeout occured", 30_010],
    ["server=no.such.name", "error resolving server", 0],
  ] as const) {
    it(`fails with ${given}, and says so in the log`, async () => {
      const office = await made();
      const outcome = await office.script(`${send} ${given}`);
      assert.equal(outcome.error, `failure: ${message} (/tool/e-mail/send; line 1)`);
      assert.equal(outcome.took, took);
      assert.equal(status(office), "failed");
      const logged = office.rows("/log").find(({ topics }) => topics === "e-mail,error");
      assert.equal(logged?.message, `Error sending e-mail <Line down>: ${message}`);
      assert.deepEqual(office.network.requests(), []);
    });
  }

  it("needs a recipient, files that exist, and the policy test", async () => {
    const office = await made();
    const error = async (source: string, policies?: readonly string[]) =>
      (await office.script(source, policies)).error?.replace(/ \(\/tool.*/, "");
    assert.equal(await error("/tool e-mail send subject=a"), "failure: recipient address required");
    assert.equal(await error(`${send} file=none.txt`), "input does not match any value of file");
    assert.equal(await error(send, ["read", "write"]), "not enough permissions (9)");
    assert.equal(await error(send, ["test"]), undefined);
  });

  it("checks certificates as fetch does", async () => {
    const office = await made("7.18.2", { "certificate-verification": "yes", tls: "starttls", port: "587" });
    assert.match(
      (await office.script(send)).error ?? "",
      /^failure: TLS handshake failed \(ssl: no trusted CA certificate found\)/,
    );
  });

  it("over the API answers when it is done", async () => {
    const office = await made();
    const sent = office.run("/tool/e-mail/send", ["=to=a@b.c", "=subject=s"]);
    assert.deepEqual((await sent).rows, []);
    assert.equal(office.network.requests().length, 1);
  });
});
