import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import * as tls from "node:tls";
import { type SimulatedRouter, startRouter } from "../../../simulator/index";
import { lab } from "../config/harness";

const template = ["=name=api", "=common-name=127.0.0.1", "=key-size=prime256v1"];

describe("certificates of the simulated router", () => {
  it("are signed by an authority of the router, and replace their template", async () => {
    const { must } = lab();
    await must("/certificate/add", [
      "=name=ca",
      "=common-name=ca",
      "=key-size=prime256v1",
      "=key-usage=key-cert-sign,crl-sign",
    ]);
    await must("/certificate/add", [
      ...template,
      "=subject-alt-name=IP:127.0.0.1",
      "=days-valid=30",
      "=key-usage=tls-server",
    ]);
    const before = (await must("/certificate/print", ["?name=api"])).rows[0];
    assert.equal(before?.fingerprint, undefined);
    assert.deepEqual((await must("/certificate/sign", ["=number=ca"])).rows, [{ progress: "done" }]);
    await must("/certificate/sign", ["=number=api", "=ca=ca"]);
    const { rows } = await must("/certificate/print");
    assert.deepEqual(
      rows.map((row) => [row.name, row.authority, row.ca, row["private-key"], row["expires-after"]]),
      [
        ["ca", "true", undefined, "true", "52w1d"],
        ["api", undefined, "ca", "true", "4w2d"],
      ],
    );
    assert.match(rows[1]?.fingerprint ?? "", /^[0-9a-f]{64}$/);
    assert.notEqual(rows[1]?.[".id"], before?.[".id"]);
    assert.ok(!JSON.stringify(rows).includes("PRIVATE KEY"), "a private key is never printed");
  });

  it("are refused where something is missing or wrong, and the template stays", async () => {
    const { run, must } = lab();
    await must("/certificate/add", template);
    await must("/certificate/add", ["=name=nameless"]);
    const refusals: readonly (readonly [string[], RegExp])[] = [
      [[], /missing value\(s\) of argument\(s\) number/],
      [["=number=none"], /no such item/],
      [["=number=nameless"], /common name/],
      [["=number=api", "=ca=nameless"], /input does not match any value of ca/],
      [["=number=api", "=name=nameless"], /name already exists/],
      [["=number=api", "=ca-crl-host=127.0.0.1"], /does not implement/],
      [["=number=api", "=color=red"], /unknown parameter color/],
    ];
    for (const [words, text] of refusals)
      assert.match((await run("/certificate/sign", words)).traps?.join() ?? "", text, words.join(" "));
    assert.match(
      (await run("/certificate/set", ["=numbers=api", "=subject-alt-name=router"])).traps?.join() ?? "",
      /subject-alt-name/,
    );
    assert.equal((await must("/certificate/print", ["?private-key"])).rows.length, 0);
    await must("/certificate/sign", ["=number=api"]);
    assert.match((await run("/certificate/sign", ["=number=api"])).traps?.join() ?? "", /already signed/);
    assert.match(
      (await run("/certificate/set", ["=numbers=api", "=common-name=x"])).traps?.join() ?? "",
      /unknown parameter/,
    );
    await must("/certificate/set", ["=numbers=api", "=comment=for the API"]);
  });

  it("survive undo and safe mode, which do not know them", async () => {
    const { must } = lab();
    await must("/certificate/add", template);
    await must("/safe-mode/take");
    await must("/certificate/sign", ["=number=api"]);
    await must("/safe-mode/unroll");
    assert.equal((await must("/certificate/print", ["?private-key=true"])).rows.length, 1);
  });

  it("are taken by a service once they are signed", async () => {
    const { run, must } = lab();
    await must("/certificate/add", template);
    const set = ["=numbers=api-ssl", "=certificate=api"];
    assert.match((await run("/ip/service/set", set)).traps?.join() ?? "", /any value of certificate/);
    await must("/certificate/sign", ["=number=api"]);
    await must("/ip/service/set", set);
    assert.equal((await must("/ip/service/print", ["?name=api-ssl"])).rows[0]?.certificate, "api");
  });
});

describe("the services of the API", () => {
  let router: SimulatedRouter;

  before(async () => {
    router = await startRouter({ tls: "anonymous" });
  });

  after(() => router.stop());

  /** The fingerprint that api-ssl shows, or the code of the failure. */
  function shown(): Promise<string> {
    return new Promise((resolve) => {
      const socket = tls.connect({
        host: "127.0.0.1",
        port: router.tlsPort as number,
        rejectUnauthorized: false,
      });
      socket.once("secureConnect", () => {
        resolve(
          new X509Certificate(socket.getPeerCertificate().raw).fingerprint256.replace(/:/g, "").toLowerCase(),
        );
        socket.destroy();
      });
      socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  }

  it("show the certificate that /ip/service names, and refuse while they are disabled", async () => {
    assert.match(
      await shown(),
      /HANDSHAKE_FAILURE|ECONNRESET/,
      "no certificate: anonymous Diffie-Hellman only",
    );
    const { config, plane } = router;
    config.add("/certificate", { name: "api", "common-name": "127.0.0.1", "key-size": "prime256v1" });
    const admin = plane.login("admin", "", "console", "");
    assert.ok(admin);
    await plane.execute(
      { menu: "/certificate", command: "sign", arguments: [["number", "api"]], queries: [] },
      admin,
      { row: () => {}, signal: new AbortController().signal },
    );
    config.set("/ip/service", "api-ssl", { certificate: "api" });
    assert.equal(await shown(), config.print("/certificate")[0]?.fingerprint);
    config.set("/ip/service", "api-ssl", { disabled: "yes" });
    assert.equal(await shown(), "ECONNRESET");
    config.set("/ip/service", "api-ssl", { disabled: "no" });
    assert.match(await shown(), /^[0-9a-f]{64}$/);
  });
});
