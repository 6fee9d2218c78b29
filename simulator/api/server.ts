import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsGate, type TlsOptions } from "node:tls";
import type { Clock } from "../clock";
import type { Caller, ConfigurationPlane } from "../config/contract";
import type { RecordingCommandLog } from "./command-log";
import type { StrikingFaults } from "./faults";
import type { Limits } from "./intake";
import type { LoginForm } from "./login";
import { type ConnectionInfo, type Session, serveSession } from "./session";
import { type Shaping, shape } from "./shaping";

/** What `api-ssl` shows: a certificate with its key (PEM), or none. */
export type TlsIdentity = { readonly cert: string; readonly key: string } | "anonymous";

export interface ApiServerOptions {
  readonly plane: ConfigurationPlane;
  readonly clock: Clock;
  readonly log: RecordingCommandLog;
  readonly faults: StrikingFaults;
  /** Address to listen on. */
  readonly host: string;
  /** TCP port of `api`; 0 takes a free one; undefined: the service is disabled. */
  readonly port: number | undefined;
  /** The service `api-ssl`; undefined: disabled. */
  readonly tls: { readonly port: number; readonly identity: TlsIdentity } | undefined;
  readonly login: LoginForm;
  readonly shaping: Shaping;
  readonly limits: Limits;
}

export interface ApiServer {
  /** The port of `api`; undefined when disabled. */
  readonly port: number | undefined;
  /** The port of `api-ssl`; undefined when disabled. */
  readonly tlsPort: number | undefined;
  connections(): readonly ConnectionInfo[];
  /** Cuts all connections, restarts the plane, and resets new connections for `downFor` milliseconds. */
  reboot(downFor: number): Promise<void>;
  /** Closes ports and connections; nothing is left that keeps the process alive. */
  stop(): Promise<void>;
}

/**
 * Without a certificate `api-ssl` offers anonymous Diffie-Hellman only: an ordinary TLS client finds no cipher in
 * common, an OpenSSL client has to ask for ADH at security level 0. ADH ends with TLS 1.2.
 */
const anonymousTls: TlsOptions = {
  ciphers: "ADH:@SECLEVEL=0",
  minVersion: "TLSv1",
  maxVersion: "TLSv1.2",
  dhparam: "auto",
};

export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { plane, clock, faults } = options;
  const sockets = new Set<Socket>();
  const sessions = new Set<Session>();
  let lastSession = 0;
  let outages = 0;

  const cutAll = () => {
    for (const session of [...sessions]) session.end();
    for (const socket of [...sockets]) socket.destroy();
  };

  const reboot = async (downFor: number) => {
    outages += 1;
    cutAll();
    plane.reboot?.();
    await new Promise<void>((resolve) => clock.schedule(downFor, resolve));
    outages -= 1;
  };

  const serve = (stream: Duplex, socket: Socket, via: Caller["via"], address: string) => {
    lastSession += 1;
    const session = serveSession(stream, {
      ...options,
      id: lastSession,
      via,
      address,
      disconnect: (how) => void (how === "reset" ? socket.resetAndDestroy() : socket.destroy()),
      reboot: (downFor) => void reboot(downFor ?? 1000),
    });
    sessions.add(session);
    socket.once("close", () => {
      session.end();
      sessions.delete(session);
    });
  };

  const accept = (socket: Socket, identity: TlsIdentity | undefined) => {
    socket.on("error", () => {});
    const service = plane.service?.(identity === undefined ? "api" : "api-ssl");
    // The port of a disabled service refuses; ours is bound already, so the connection is reset.
    const refusal = outages > 0 || service?.disabled === true ? "reset" : connectionFault(faults);
    if (refusal === "reset") {
      socket.resetAndDestroy();
      return;
    }
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    if (refusal === "silent") {
      socket.resume();
      return;
    }
    const address = plainAddress(socket.remoteAddress);
    const line = shape(socket, options.shaping, clock);
    if (identity === undefined) {
      serve(line, socket, "api", address);
      return;
    }
    // A gate for each connection: only so is it known which TCP connection a TLS session runs on.
    const secure = tlsOptions(service?.certificate ?? identity);
    const gate = createTlsGate(secure, (stream) => serve(stream, socket, "api-ssl", address));
    gate.on("tlsClientError", () => socket.destroySoon());
    gate.emit("connection", line);
  };

  const servers: Server[] = [];
  const listen = async (port: number, identity: TlsIdentity | undefined): Promise<number> => {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => accept(socket, identity));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, options.host, resolve);
    });
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };

  const stop = async () => {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    cutAll();
    await Promise.all(closed);
  };

  try {
    const port = options.port === undefined ? undefined : await listen(options.port, undefined);
    const { tls } = options;
    const tlsPort = tls === undefined ? undefined : await listen(tls.port, tls.identity);
    return {
      port,
      tlsPort,
      connections: () => [...sessions].map((session) => session.info()),
      reboot,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function tlsOptions(identity: TlsIdentity): TlsOptions {
  return identity === "anonymous" ? anonymousTls : { ...identity, minVersion: "TLSv1.2" };
}

/** `/user/active` shows IPv4 clients without the mapping that a dual-stack socket puts around them. */
function plainAddress(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:/, "");
}

function connectionFault(faults: StrikingFaults): "reset" | "silent" | undefined {
  const fault = faults.strikeConnection();
  return fault && (fault.how ?? "reset");
}
