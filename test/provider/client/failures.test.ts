import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type Attempt, connectFailure } from "../../../provider/client/connect-failure";
import { redact, secretsOf } from "../../../provider/client/redact";
import { trapFailure } from "../../../provider/client/trap-failure";
import type { FailureCategory } from "../../../provider/session/contract";
import { isRouterOsError, RouterOsError } from "../../../provider/session/errors";

const scene = { label: "10.0.0.1:8729", path: "/ip/address/set" };

describe("The category of a trap", () => {
  /** RouterOS's wordings, of several versions and menus. */
  const texts: readonly (readonly [FailureCategory, string])[] = [
    ["missing-policy", "not enough permissions (9)"],
    [
      "busy",
      "action timed out - try again, if error continues contact MikroTik support and send a supout file (13)",
    ],
    ["gone", "no such item"],
    ["gone", "no such item (4)"],
    ["exists", "failure: already have such entry"],
    ["exists", "failure: already have interface with such name"],
    ["exists", "failure: dhcp-client on that interface already exists"],
    ["exists", "failure: entry already exists"],
    ["refused-login", "not logged in"],
    ["cancelled", "interrupted"],
    ["rejected", "no such command or directory (nonexistent)"],
    ["rejected", "input does not match any value of interface"],
    ["rejected", "unknown parameter place-before"],
    ["rejected", "failure: cannot change builtin"],
    ["rejected", "action failed (6)"],
  ];
  for (const [category, text] of texts) {
    it(`is ${category} for "${text}", told in a whole sentence`, () => {
      const failure = trapFailure([{ message: text }], scene, []);
      assert.equal(failure.category, category);
      assert.equal(failure.routerSays, text);
      assert.match(failure.message, /^[A-Z0-9/].*\.$/s);
      for (const part of [scene.label, scene.path, `"${text}"`]) assert.ok(failure.message.includes(part));
    });
  }

  it("is cancelled for trap category 2, whatever the text", () => {
    const failure = trapFailure([{ category: "2", message: "stopped" }], scene, []);
    assert.equal(failure.category, "cancelled");
    assert.equal(failure.trapCategory, 2);
    assert.equal(failure.mayHaveExecuted, true);
  });

  it("comes from whichever of several traps is known", () => {
    const traps: Record<string, string>[] = [
      { message: "failure: something" },
      { category: "4", message: "no such item (4)" },
    ];
    const failure = trapFailure(traps, scene, []);
    assert.equal(failure.category, "gone");
    assert.equal(failure.trapCategory, 4);
  });
});

describe("What keeps a connection from coming about", () => {
  const attempt: Attempt = {
    label: "10.0.0.1:8729",
    host: "10.0.0.1",
    port: 8729,
    user: "api",
    usesTls: true,
    phase: "tcp",
    firstBytes: Buffer.alloc(0),
    deadline: 10_000,
    secrets: [],
  };
  const causes: readonly (readonly [string, RegExp])[] = [
    ["ECONNREFUSED", /refuses connections.*api-ssl is enabled and listens on port 8729/],
    ["EHOSTUNREACH", /no route/],
    ["ENETUNREACH", /no route/],
    ["ETIMEDOUT", /does not answer/],
    ["ENOTFOUND", /cannot be resolved/],
    ["EMFILE", /failed: EMFILE/],
  ];
  for (const [code, message] of causes) {
    it(`is told for ${code}, whose cause is kept`, () => {
      const cause = Object.assign(new Error(code), { code });
      const failure = connectFailure({ how: "closed", cause }, attempt);
      assert.equal(failure.category, "unreachable");
      assert.equal(failure.cause, cause);
      assert.match(failure.message, message);
    });
  }

  it("is a time-out before TCP answers", () => {
    const failure = connectFailure({ how: "deadline" }, attempt);
    assert.equal(failure.category, "unreachable");
    assert.match(failure.message, /10\.0\.0\.1:8729 does not answer.*Waited 10 s/);
  });
});

describe("Secrets in messages", () => {
  it("are known by the names of attributes", () => {
    const attributes = { password: "a", "ipsec-secret": "b", "ppk-secret": "c", key: "d", passphrase: "e" };
    assert.deepEqual(secretsOf(attributes), ["a", "b", "c", "d", "e"]);
    assert.deepEqual(secretsOf({ name: "x", "keepalive-timeout": "10", comment: "key" }), []);
  });

  it("are masked, short ones only where they stand alone", () => {
    assert.equal(redact("value of a (a) is bad", ["a"]), "value of *** (***) is bad");
    assert.equal(redact("bad value", ["a"]), "bad value");
    assert.equal(redact("hunter2hunter2", ["hunter2"]), "******");
  });

  it("never get through, whatever characters they have", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!"***".includes(secret) && !secret.includes("*"));
        assert.ok(!redact(`${before}${secret}${after}`, [secret]).includes(secret));
      }),
    );
  });
});

describe("RouterOsError", () => {
  it("keeps its cause and is recognised by category", () => {
    const cause = new Error("ECONNREFUSED");
    const error = new RouterOsError("unreachable", "10.0.0.1 refuses connections.", { cause });
    assert.equal(error.cause, cause);
    assert.equal(error.mayHaveExecuted, false);
    assert.ok(error instanceof Error && isRouterOsError(error) && isRouterOsError(error, "unreachable"));
    assert.ok(!isRouterOsError(error, "tls") && !isRouterOsError(cause));
  });
});
