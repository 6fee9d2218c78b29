import assert from "node:assert/strict";
import type { TlsOptions } from "node:tls";
import { connect } from "../../../provider/client/connect";
import type { ConnectOptions } from "../../../provider/client/contract";
import { createCertificate, type ServerCertificate } from "../../../simulator/api/certificate";
import { startRawRouter } from "./raw-router";
import { failureOf } from "./rejects";

type Tls = Exclude<ConnectOptions["tls"], false>;

/** The certificates of the tests; each has an authority of its own. */
interface Certificates {
  /** For 127.0.0.1 and `router.test`. */
  readonly router: ServerCertificate;
  /** For `router.test` only. */
  readonly named: ServerCertificate;
  /** For 127.0.0.1, ended long ago. */
  readonly expired: ServerCertificate;
}

describe("API-SSL", () => {
  let certificates: Certificates;
  before(async () => {
    const year = (number: number) => new Date(Date.UTC(number, 0));
    certificates = {
      router: await createCertificate({ hosts: ["127.0.0.1", "router.test"] }),
      named: await createCertificate({ hosts: ["router.test"] }),
      expired: await createCertificate({
        hosts: ["127.0.0.1"],
        notBefore: year(2020),
        notAfter: year(2021),
      }),
    };
  });

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

  const trusted: readonly (readonly [string, keyof Certificates, (shown: ServerCertificate) => Tls])[] = [
    ["the CA that signed the certificate", "router", ({ ca }) => ({ ca })],
    ["the CA, and another name than the host", "named", ({ ca }) => ({ ca, servername: "router.test" })],
    ["the fingerprint with colons in capitals", "router", ({ fingerprint }) => ({ fingerprint })],
    [
      "the fingerprint without colons in small letters",
      "router",
      ({ fingerprint }) => ({ fingerprint: fingerprint.replace(/:/g, "").toLowerCase() }),
    ],
    ["the CA and the fingerprint", "router", ({ ca, fingerprint }) => ({ ca, fingerprint })],
    [
      "the fingerprint of an expired certificate for another name",
      "expired",
      ({ fingerprint }) => ({ fingerprint, servername: "x.test" }),
    ],
  ];
  for (const [what, name, tls] of trusted) {
    it(`is opened by ${what}`, async () => {
      const shown = certificates[name];
      const reply = await against(shown, tls(shown), async (opening) =>
        (await opening).run({ path: "/ip/address/print", attributes: { "count-only": "" } }),
      );
      assert.equal(reply.ret, "5");
    });
  }

  const refused: readonly (readonly [string, keyof Certificates, (all: Certificates) => Tls, RegExp])[] = [
    ["another CA", "router", ({ named }) => ({ ca: named.ca }), /not signed by a trusted/],
    ["no CA that this machine knows", "router", () => ({}), /not signed by a trusted/],
    ["another name", "named", ({ named }) => ({ ca: named.ca }), /another name.*127\.0\.0\.1.*servername/s],
    [
      "another servername",
      "router",
      ({ router }) => ({ ca: router.ca, servername: "x.test" }),
      /another name.*x\.test/s,
    ],
    ["an expired certificate", "expired", ({ expired }) => ({ ca: expired.ca }), /outside its dates/],
    [
      "another fingerprint",
      "named",
      ({ router }) => ({ fingerprint: router.fingerprint }),
      /another certificate than the pinned one/,
    ],
    [
      "another fingerprint from a good CA",
      "router",
      ({ router, named }) => ({ ca: router.ca, fingerprint: named.fingerprint }),
      /pinned/,
    ],
    [
      "a bad CA with the right fingerprint",
      "router",
      ({ router, named }) => ({ ca: named.ca, fingerprint: router.fingerprint }),
      /trusted/,
    ],
  ];
  for (const [what, name, tlsOf, message] of refused) {
    it(`is refused with ${what}, before the password is sent`, async () => {
      const router = await startRawRouter({ tls: certificates[name] });
      const failure = await failureOf(
        connect({
          host: "127.0.0.1",
          port: router.port,
          user: "api",
          password: "p4ssw0rd",
          tls: tlsOf(certificates),
        }),
      );
      assert.equal(failure.category, "tls", failure.message);
      assert.match(failure.message, message);
      assert.deepEqual(router.received, []);
      await router.close();
    });
  }

  it("is refused with an old TLS version only", async () => {
    const old: TlsOptions = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" };
    const { router } = certificates;
    const failure = await against({ ...router, ...old }, { ca: router.ca }, failureOf);
    assert.equal(failure.category, "tls");
    assert.match(failure.message, /TLS versions that are too old/);
  });

  it("shows both fingerprints when they differ", async () => {
    const { named, router } = certificates;
    const failure = await against(named, { fingerprint: router.fingerprint }, failureOf);
    for (const each of [named.fingerprint, router.fingerprint]) {
      assert.ok(failure.message.includes(each.replace(/:/g, "").toLowerCase()), failure.message);
    }
  });

  const anonymous: TlsOptions = {
    ciphers: "ADH-AES128-GCM-SHA256:@SECLEVEL=0",
    maxVersion: "TLSv1.2",
    dhparam: "auto" as never,
  };
  for (const option of ["nothing", "ca", "fingerprint"] as const) {
    it(`never accepts anonymous Diffie-Hellman, with ${option} set`, async () => {
      const tls = option === "nothing" ? {} : { [option]: certificates.router[option] };
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
      connect({ host: "localhost", port: router.port, user: "api", password: "p", tls: {} }),
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
    const failure = await against(certificates.router, false, failureOf);
    assert.equal(failure.category, "unreachable");
    assert.match(failure.message, /api-ssl needs TLS/);
  });

  it("is lost like any other connection", async () => {
    const router = await startRawRouter({
      tls: certificates.router,
      answer: ({ socket }) => socket.destroy(),
    });
    const connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "api",
      password: "p",
      tls: { ca: certificates.router.ca },
    });
    const failure = await failureOf(connection.run({ path: "/ip/address/add" }));
    assert.equal(failure.category, "unanswered");
    await connection.closed;
    await router.close();
  });
});
