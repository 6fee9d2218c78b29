/**
 * Defects removed:
 * - promises hang when the socket closes: only `end` is told to anyone, once, before all listeners are removed;
 * - an `error` after that has no listener left and ends the process;
 * - errors are rewrapped by a numeric `errno`, which finds no message and loses code and cause;
 * - a quiet connection is destroyed after `timeout` seconds, a `listen` too, unless fed with a made-up command `#`;
 * - a sentence leaves in one packet per word, and each may wait for the acknowledgement of the last (Nagle);
 * - `end` waits for ever for a router that does not answer it;
 * - an exception while reading leaves the socket's handler and ends the process;
 * - where a name has several addresses, Node gives each 250 ms, too little for a satellite line, and there is no
 *   way to tell it otherwise;
 * - with TLS, a certificate cannot be pinned before the login is sent.
 *
 * Opening sockets, with and without TLS, writing sentences and registering tags are node-routeros's own.
 */
import { getDefaultAutoSelectFamilyAttemptTimeout, setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import type { TLSSocket } from "node:tls";
import { type ConnectorOptions, LibraryConnector } from "./library";
import { SentenceReceiver } from "./receiver";
import { Utf8Transmitter } from "./transmitter";

/** Why a connection is over; the first reason wins. */
export type Loss =
  | { readonly how: "closed"; readonly cause?: Error }
  | { readonly how: "fatal"; readonly reason: string }
  | { readonly how: "garbage"; readonly cause: Error }
  | { readonly how: "untrusted"; readonly cause: Error }
  | { readonly how: "deadline" }
  | { readonly how: "closed-here" };

export interface SteadyConnectorOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: object;
  readonly fallbackEncoding: string;
  /** Looks at the router's certificate before anything is sent; throws if it is not trusted. */
  readonly verifyPeer?: (socket: TLSSocket) => void;
}

/** How far the connection came. */
export type Phase = "tcp" | "tls" | "api";

/** How long a router may take to answer the end of a connection, in milliseconds. */
const farewell = 500;
/** Silence after which TCP asks whether the router is still there, in milliseconds. */
const keepAliveAfter = 30_000;
/** How long each address of a name is tried before the next, in milliseconds. */
const attemptTimeout = 2_500;
/** node-routeros insists on an idle timeout, which is switched off at once: short, so that tests would notice. In seconds. */
const unusedTimeout = 0.1;

/**
 * Events: `connected` (ready for sentences), `lost` (once, with the {@link Loss}), `closed` (the socket is gone).
 * Never emits `error`.
 */
export class SteadyConnector extends LibraryConnector {
  private readonly settings: SteadyConnectorOptions;
  private reached: Phase = "tcp";
  private lossValue: Loss | undefined;

  constructor(settings: SteadyConnectorOptions) {
    const { host, port, tls } = settings;
    const options: ConnectorOptions = { host, port, timeout: unusedTimeout, tls };
    super(options);
    this.settings = settings;
  }

  get phase(): Phase {
    return this.reached;
  }

  get loss(): Loss | undefined {
    return this.lossValue;
  }

  /** The first bytes the other side sent, at most 64. */
  get firstBytes(): Buffer {
    return (this.receiver as SentenceReceiver | undefined)?.firstBytes ?? Buffer.alloc(0);
  }

  /** Throws what Node throws on unusable options. */
  override connect(): this {
    this.openSocket();
    this.transmitter = new Utf8Transmitter(this.socket);
    this.receiver = new SentenceReceiver(this.socket, this.settings.fallbackEncoding, (reason) =>
      this.lose({ how: "fatal", reason }),
    );
    this.socket.setTimeout(0);
    this.socket.setNoDelay(true);
    this.socket.setKeepAlive(true, keepAliveAfter);
    this.socket.once("connect", () => {
      this.reached = this.settings.tls ? "tls" : "api";
    });
    this.socket.once("close", () => {
      this.lose({ how: "closed" });
      this.emit("closed");
    });
    return this;
  }

  /** Node reads its default while the socket is made, so it is changed for no one else. */
  private openSocket(): void {
    const nodesDefault = getDefaultAutoSelectFamilyAttemptTimeout();
    setDefaultAutoSelectFamilyAttemptTimeout(attemptTimeout);
    try {
      super.connect();
    } finally {
      setDefaultAutoSelectFamilyAttemptTimeout(nodesDefault);
    }
  }

  override write(sentence: string[]): this {
    this.socket.cork();
    super.write(sentence);
    this.socket.uncork();
    return this;
  }

  /** Ends the connection for this reason, unless it is over already. */
  lose(loss: Loss): void {
    if (this.lossValue) return;
    this.lossValue = loss;
    if (loss.how === "closed-here" && this.socket) this.sayFarewell();
    else this.socket?.destroy();
    this.emit("lost", loss);
  }

  override close(): void {
    this.lose({ how: "closed-here" });
  }

  override destroy(): void {
    this.lose({ how: "closed-here" });
    this.socket?.destroy();
  }

  private sayFarewell(): void {
    this.socket.end();
    const impatience = setTimeout(() => this.socket.destroy(), farewell);
    this.socket.once("close", () => clearTimeout(impatience));
  }

  override onConnect(): void {
    if (this.lossValue) return;
    try {
      this.settings.verifyPeer?.(this.socket as TLSSocket);
    } catch (error) {
      this.lose({ how: "untrusted", cause: error as Error });
      return;
    }
    this.reached = "api";
    super.onConnect();
  }

  override onEnd(): void {
    this.lose({ how: "closed" });
    this.socket.destroy();
  }

  override onError(error: Error): void {
    this.lose({ how: "closed", cause: error });
  }

  override onData(data: Buffer): void {
    if (this.lossValue) return;
    try {
      this.receiver.processRawData(data);
    } catch (error) {
      this.lose({ how: "garbage", cause: error as Error });
    }
  }
}
