import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { createCertificate, type ServerCertificate } from "../../../simulator/api/certificate";
import type { ApiServer, TlsIdentity } from "../../../simulator/api/server";
import type { Shaping } from "../../../simulator/api/shaping";
import { loggedIn, rawConnect } from "./raw-client";
import { tinyServer } from "./tiny-plane";

describe("the simulated api-ssl service", () => {
  let certificate: ServerCertificate;
  const opened: ApiServer[] = [];
  const serve = async (identity: TlsIdentity, shaping: Shaping = {}) => {
    const served = await tinyServer({ port: undefined, tls: { port: 0, identity }, shaping });
    opened.push(served.server);
    return { ...served, tlsPort: served.server.tlsPort as number };
  };
  before(async () => {
    certificate = await createCertificate();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((server) => server.stop()));
  });

  it("shows a certificate that its authority, host name and fingerprint vouch for", async () => {
    const { tlsPort, server, plane } = await serve(certificate);
    assert.equal(server.port, undefined, "the plain service is disabled");
    const client = await loggedIn(tlsPort, { ca: certificate.ca, servername: "localhost" });
    const shown = (client.socket as TLSSocket).getPeerCertificate();
    assert.equal(shown.fingerprint256, certificate.fingerprint);
    assert.equal(new X509Certificate(certificate.cert).fingerprint256, certificate.fingerprint);
    assert.deepEqual(await client.talk("/store/add", `=value=${"z".repeat(200_000)}`), [
      ["!done", "=ret=*1"],
    ]);
    assert.equal(plane.callers[0]?.via, "api-ssl");
    assert.equal(plane.callers[0]?.address, "127.0.0.1");
    await client.close();
  });

  it("is not trusted without its authority or under another name", async () => {
    const { tlsPort } = await serve(certificate);
    await assert.rejects(rawConnect(tlsPort, {}), /self-signed|unable to verify/);
    await assert.rejects(
      rawConnect(tlsPort, { ca: certificate.ca, servername: "elsewhere" }),
      /does not match/,
    );
  });

  it("without a certificate fails the handshake of an ordinary client", async () => {
    const { tlsPort } = await serve("anonymous");
    await assert.rejects(rawConnect(tlsPort, { rejectUnauthorized: false }), /handshake failure|alert/i);
  });

  it("without a certificate really negotiates anonymous Diffie-Hellman with a client that asks for it", async () => {
    const { tlsPort } = await serve("anonymous");
    const client = await loggedIn(tlsPort, {
      ciphers: "ADH:@SECLEVEL=0",
      maxVersion: "TLSv1.2",
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    assert.match((client.socket as TLSSocket).getCipher().name, /^ADH-/);
    assert.deepEqual(await client.talk("/store/set"), [["!done"]]);
    await client.close();
  });

  it("survives a client that speaks no TLS", async () => {
    const { tlsPort } = await serve(certificate);
    const plain = await rawConnect(tlsPort);
    plain.send("/login", "=name=admin", "=password=secret");
    await plain.closed;
    await (await loggedIn(tlsPort, { ca: certificate.ca, servername: "localhost" })).close();
  });

  it("drops a connection, in order or with a reset", async () => {
    const { tlsPort, faults, plane } = await serve(certificate);
    for (const how of ["close", "reset"] as const) {
      const client = await loggedIn(tlsPort, { ca: certificate.ca, servername: "localhost" });
      faults.add({ kind: "drop", how, when: "after" });
      await assert.rejects(client.talk("/store/add", "=value=1"), /closed/);
    }
    assert.equal(plane.stored.length, 2);
    assert.deepEqual(plane.loggedOut, [1, 2]);
  });

  it("works over a line with latency and cuts", async () => {
    const { tlsPort } = await serve(certificate, { latency: 10, chunkSeed: 5 });
    const begun = performance.now();
    const client = await loggedIn(tlsPort, { ca: certificate.ca, servername: "localhost" });
    const elapsed = performance.now() - begun;
    assert.ok(elapsed >= 28, `TCP, TLS and login are three round trips, took ${elapsed} ms`);
    assert.equal((await client.talk("/store/many", "=count=500")).length, 501);
    assert.deepEqual(await client.talk("/quit"), [["!fatal", "session terminated on request"]]);
    await client.closed;
  });
});
