import { isRouterOsError, RouterOsError } from "../session/errors";
import { type Attempt, connectFailure } from "./connect-failure";
import type { Command, Connection, ConnectOptions } from "./contract";
import { type CheckedOptions, checkDeadline, checkOptions } from "./options";
import { type Loss, SteadyConnector } from "./repairs/connector";
import { listen } from "./repairs/listen";
import { login } from "./repairs/login";
import { run } from "./repairs/run";
import { trustOf } from "./repairs/trust";
import { createWire, type Wire } from "./repairs/wire";

function openWire(options: CheckedOptions): Wire {
  const { host, port, tls, fallbackEncoding, label, password } = options;
  const trust = tls === false ? undefined : trustOf(tls, host, label);
  const connector = new SteadyConnector({
    host,
    port,
    tls: trust?.options,
    fallbackEncoding,
    verifyPeer: trust?.verifyPeer,
  });
  return createWire(connector, label, [password]);
}

function attemptOf(options: CheckedOptions, connector: SteadyConnector): Attempt {
  return {
    label: options.label,
    host: options.host,
    port: options.port,
    user: options.user,
    usesTls: options.tls !== false,
    phase: connector.phase,
    firstBytes: connector.firstBytes,
    deadline: options.connectDeadline,
    secrets: [options.password],
  };
}

/** Opens TCP and TLS. */
function open(connector: SteadyConnector, options: CheckedOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const onLost = (loss: Loss) => reject(connectFailure(loss, attemptOf(options, connector)));
    connector.once("lost", onLost);
    connector.once("connected", () => {
      connector.removeListener("lost", onLost);
      resolve();
    });
    try {
      connector.connect();
    } catch (cause) {
      const reason = (cause as Error).message;
      reject(
        new RouterOsError("settings", `The settings for ${options.label} cannot be used: ${reason}.`, {
          cause,
        }),
      );
    }
  });
}

/** Logs in; a connection lost meanwhile is told as such, and not as a command without an answer. */
async function enter(wire: Wire, options: CheckedOptions): Promise<void> {
  const { connector } = wire;
  try {
    await login(wire, options.user, options.password);
  } catch (error) {
    const isAnswer = isRouterOsError(error, "refused-login") || isRouterOsError(error, "busy");
    throw connector.loss && !isAnswer ? connectFailure(connector.loss, attemptOf(options, connector)) : error;
  }
}

async function establish(wire: Wire, options: CheckedOptions): Promise<void> {
  const { connector } = wire;
  const timer = setTimeout(() => connector.lose({ how: "deadline" }), options.connectDeadline);
  try {
    await open(connector, options);
    await enter(wire, options);
  } catch (error) {
    connector.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Opens a connection to a RouterOS API and logs in.
 *
 * @throws RouterOsError of category `settings` (nothing was tried), `unreachable`, `tls`, `not-routeros`,
 * `refused-login` or `busy`. Whatever happens is told within `connectDeadline`, and nothing stays open.
 *
 * @example
 * const router = await connect({ host: "10.0.0.1", user: "pulumi", password, tls: { fingerprint } });
 * const { rows } = await router.run({ path: "/ip/address/print", queries: ["?disabled=false"] });
 * await router.close();
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const checked = checkOptions(options);
  const wire = openWire(checked);
  await establish(wire, checked);
  const deadlineOf = (command: Command) => {
    if (command.deadline !== undefined) checkDeadline("deadline", command.deadline);
    return command.deadline ?? checked.commandDeadline;
  };
  return {
    run: async (command) => run(wire, command, deadlineOf(command)),
    listen(command) {
      deadlineOf(command);
      return listen(wire, command, checked.commandDeadline);
    },
    closed: wire.closed,
    close() {
      wire.connector.close();
      return wire.closed;
    },
  };
}
