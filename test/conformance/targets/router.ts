/** A router somewhere else, named by the environment: the suite touches only what it made there itself. */
import { connect } from "../../../provider/client/connect";
import { isIn } from "../arguments";
import type { Hand, Target } from "./target";
import { handOn6 } from "./version6";

type Environment = Readonly<Record<string, string | undefined>>;

/** `ROUTEROS_TEST_HOST`, `_USER`, `_PASSWORD`, and optionally `_PORT`, `_TLS=false`, `_FINGERPRINT`. */
export const variables = ["ROUTEROS_TEST_HOST", "ROUTEROS_TEST_USER", "ROUTEROS_TEST_PASSWORD"] as const;

/** Menus whose `print` hides credentials from 7.21 on, unless it is asked for them (argument trees). */
const withSecrets = ["/interface/pppoe-client", "/interface/gre", "/ip/ipsec/peer", "/ip/ipsec/identity"];

/** @throws Error that names the variables that are missing, or says why the router cannot be reached */
export async function routerTarget(environment: Environment = process.env): Promise<Target> {
  const missing = variables.filter((name) => environment[name] === undefined);
  if (missing.length > 0) {
    throw new Error(
      `npm run test:router needs ${missing.join(", ")} (and, if they differ from the usual, ROUTEROS_TEST_PORT, ` +
        "ROUTEROS_TEST_TLS=false or ROUTEROS_TEST_FINGERPRINT)",
    );
  }
  const [host = "", user = "", password = ""] = variables.map((name) => environment[name]);
  const port = environment.ROUTEROS_TEST_PORT;
  const fingerprint = environment.ROUTEROS_TEST_FINGERPRINT;
  const tls = environment.ROUTEROS_TEST_TLS === "false" ? false : { ...(fingerprint && { fingerprint }) };
  const connection = await connect({ host, user, password, tls, ...(port && { port: Number(port) }) });
  const target = (id: string) => ({ ".id": id });
  const { rows } = await connection.run({ path: "/system/resource/print" });
  const version = (rows[0]?.version ?? "").split(" ")[0] ?? "";
  const asksForSecrets = isIn({ since: "7.21" }, version);
  const hand: Hand = {
    print: async (path) => {
      const attributes: Readonly<Record<string, string>> =
        asksForSecrets && withSecrets.includes(path) ? { "show-sensitive": "" } : {};
      return (await connection.run({ path: `${path}/print`, attributes })).rows;
    },
    add: async (path, attributes) => {
      const { ret } = await connection.run({ path: `${path}/add`, attributes });
      if (ret === undefined) throw new Error(`${path}/add returned no id`);
      return ret;
    },
    set: async (path, id, changes) => {
      const words = Object.entries(changes).map(([name, value]) =>
        value === null ? [`!${name}`, ""] : [name, value],
      );
      await connection.run({
        path: `${path}/set`,
        attributes: { ...target(id), ...Object.fromEntries(words) },
      });
    },
    remove: async (path, id) => {
      await connection.run({ path: `${path}/remove`, attributes: target(id) });
    },
  };
  return {
    version,
    settings: {
      host,
      user,
      password,
      ...(port && { port }),
      tls: tls === false ? "false" : JSON.stringify(tls),
    },
    hand: isIn({ since: "7.1" }, version) ? hand : handOn6(hand),
    stop: () => connection.close(),
  };
}
