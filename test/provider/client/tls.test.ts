import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import type { TlsOptions } from "node:tls";
import { connect } from "../../../provider/client/connect";
import type { ConnectOptions } from "../../../provider/client/contract";
import { certificateFile, startRawRouter, tlsIdentity } from "./raw-router";
import { failureOf } from "./rejects";

const fingerprint = new X509Certificate(certificateFile("router.pem")).fingerprint256;
const ca = certificateFile("ca.pem");

describe("API-SSL", () => {
  async function against<T>(
    identity: TlsOptions,
    tls: ConnectOptions["tls"],
    use: (opening: ReturnType<typeof connect>) => Promise<T>,
  ): Promise<T> {
    const router = await startRawRouter({
      tls: identity,
      answer: (command) => command.reply("!done", "=ret=5"),
    });
    const opening = connect({ host: "127.0.0.1", port: router.port, user: "api", password: "p4ssw0rd", tls });
    try {
      return await use(opening);
    } finally {
      await (await opening.catch(() => undefined))?.close();
      await router.close();
    }
  }

  const trusted: readonly (readonly [string, string, Exclude<ConnectOptions["tls"], false>])[] = [
    ["the CA that signed the certificate", "router", { ca }],
    ["the CA, and another name than the host", "named", { ca, servername: "router.test" }],
    ["the fingerprint with colons in capitals", "router", { fingerprint }],
    [
      "the fingerprint without colons in small letters",
      "router",
      { fingerprint: fingerprint.replace(/:/g, "").toLowerCase() },
    ],
    ["the CA and the fingerprint", "router", { ca, fingerprint }],
    [
      "the fingerprint of an expired certificate for another name",
      "expired",
      {
        fingerprint: new X509Certificate(certificateFile("expired.pem")).fingerprint256,
        servername: "x.test",
      },
    ],
  ];
  for (const [what, identity, tls] of trusted) {
    it(`is opened by ${what}`, async () => {
      const reply = await against(tlsIdentity(identity), tls, async (opening) =>
        (await opening).run({ path: "/ip/address/print", attributes: { "count-only": "" } }),
      );
      assert.equal(reply.ret, "5");
    });
  }

  const refused: readonly (readonly [string, TlsOptions, Exclude<ConnectOptions["tls"], false>, RegExp])[] = [
    ["another CA", tlsIdentity("router"), { ca: certificateFile("other-ca.pem") }, /not signed by a trusted/],
    ["no CA that this machine knows", tlsIdentity("router"), {}, /not signed by a trusted/],
    ["another name", tlsIdentity("named"), { ca }, /another name.*127\.0\.0\.1.*servername/s],
    ["another servername", tlsIdentity("router"), { ca, servername: "x.test" }, /another name.*x\.test/s],
    ["an expired certificate", tlsIdentity("expired"), { ca }, /outside its dates/],
    ["another fingerprint", tlsIdentity("named"), { fingerprint }, /another certificate than the pinned one/],
    [
      "another fingerprint from a good CA",
      tlsIdentity("router"),
      { ca, fingerprint: "ab".repeat(32) },
      /pinned/,
    ],
    [
      "a bad CA with the right fingerprint",
      tlsIdentity("router"),
      { ca: certificateFile("other-ca.pem"), fingerprint },
      /trusted/,
    ],
    [
      "only an old TLS version",
      {
        ...tlsIdentity("router"),
        minVersion: "TLSv1.1",
        maxVersion: "TLSv1.1",
        ciphers: "DEFAULT:@SECLEVEL=0",
      },
      { ca },
      /TLS versions that are too old/,
    ],
  ];
  for (const [what, identity, tls, message] of refused) {
    it(`is refused with ${what}, before the password is sent`, async () => {
      const router = await startRawRouter({ tls: identity });
      const failure = await failureOf(
        connect({ host: "127.0.0.1", port: router.port, user: "api", password: "p4ssw0rd", tls }),
      );
      assert.equal(failure.category, "tls", failure.message);
      assert.match(failure.message, message);
      assert.deepEqual(router.received, []);
      await router.close();
    });
  }

  it("shows both fingerprints when they differ", async () => {
    const shown = new X509Certificate(certificateFile("named.pem")).fingerprint256;
    const failure = await against(tlsIdentity("named"), { fingerprint }, failureOf);
    for (const each of [shown, fingerprint]) {
      assert.ok(failure.message.includes(each.replace(/:/g, "").toLowerCase()), failure.message);
    }
  });

  const anonymous: TlsOptions = {
    ciphers: "ADH-AES128-GCM-SHA256:@SECLEVEL=0",
    maxVersion: "TLSv1.2",
    dhparam: "auto" as never,
  };
  for (const tls of [{}, { ca }, { fingerprint }]) {
    it(`never accepts anonymous Diffie-Hellman (${Object.keys(tls)[0] ?? "no option"})`, async () => {
      const failure = await against(anonymous, tls, failureOf);
      assert.equal(failure.category, "tls");
      for (const command of [
        "/certificate add name=api-ssl common-name=127.0.0.1 subject-alt-name=IP:127.0.0.1",
        "/certificate sign api-ssl",
        "/ip service set api-ssl certificate=api-ssl",
      ]) {
        assert.ok(failure.message.includes(command), failure.message);
      }
    });
  }

  it("gives the commands for a certificate when the router breaks off the handshake", async () => {
    const router = await startRawRouter({ onConnection: (socket) => socket.destroy() });
    const failure = await failureOf(
      connect({ host: "localhost", port: router.port, user: "api", password: "p", tls: { ca } }),
    );
    await router.close();
    assert.equal(failure.category, "tls");
    assert.match(failure.message, /subject-alt-name=DNS:localhost/);
  });

  it("is recognised by its alert when tls is off", async () => {
    const alert = Buffer.from("15030100020246", "hex");
    const router = await startRawRouter({ login: ({ socket }) => socket.end(alert) });
    const failure = await failureOf(
      connect({ host: "127.0.0.1", port: router.port, user: "api", password: "p", tls: false }),
    );
    await router.close();
    assert.equal(failure.category, "tls", failure.message);
    assert.match(failure.message, /tls is switched off/);
  });

  it("is suggested when tls is off and the router just closes", async () => {
    const failure = await against(tlsIdentity("router"), false, failureOf);
    assert.equal(failure.category, "unreachable");
    assert.match(failure.message, /api-ssl needs TLS/);
  });

  it("is lost like any other connection", async () => {
    const router = await startRawRouter({
      tls: tlsIdentity("router"),
      answer: ({ socket }) => socket.destroy(),
    });
    const connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "api",
      password: "p",
      tls: { ca },
    });
    const failure = await failureOf(connection.run({ path: "/ip/address/add" }));
    assert.equal(failure.category, "unanswered");
    await connection.closed;
    await router.close();
  });
});
