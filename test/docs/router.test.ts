import assert from "node:assert/strict";
import { connect } from "../../provider/client/connect";
import { tlsFailure } from "../../provider/client/tls-failure";
import { type RouterOsVersion, startRouter } from "../../simulator/index";
import { typeIn } from "./console";
import { readyRouter } from "./set-up";

describe("the README's lines for a RouterOS terminal", () => {
  for (const version of ["7.12.2", "7.24"] as readonly RouterOsVersion[]) {
    it(`let the new user in over api-ssl on RouterOS ${version}, and nobody over api`, async () => {
      const { router, user, password, fingerprint } = await readyRouter({ version });
      try {
        const { host, port = 0, tlsPort } = router;
        const connection = await connect({ host, port: tlsPort, user, password, tls: { fingerprint } });
        const [group] = (await connection.run({ path: "/user/group/print", queries: ["?name=pulumi"] })).rows;
        for (const policy of ["api", "read", "write", "sensitive"])
          assert.match(group?.policy ?? "", new RegExp(`(^|,)${policy}(,|$)`));
        assert.match(group?.policy ?? "", /!ssh/, "no more than it needs");
        await connection.close();
        await assert.rejects(connect({ host, port, user, password, tls: false }), /closed|refuse|reset/i);
        const days = router.config.print("/certificate").map((row) => row["days-valid"]);
        assert.deepEqual(days, ["3650", "3650"]);
      } finally {
        await router.stop();
      }
    });
  }

  it("are no others than those that the error without a certificate shows: these work, too", async () => {
    const router = await startRouter({ tls: "anonymous" });
    try {
      const { message } = tlsFailure("the router", router.host, undefined);
      const lines = message.match(/^ {2}\/.*$/gm) ?? [];
      assert.equal(lines.length, 4);
      const [certificate] = await typeIn(
        router,
        lines.map((line) => line.trim()),
      );
      const { fingerprint } = certificate ?? {};
      const connection = await connect({
        host: router.host,
        port: router.tlsPort,
        user: "admin",
        password: "",
        tls: { fingerprint },
      });
      await connection.close();
    } finally {
      await router.stop();
    }
  });
});
