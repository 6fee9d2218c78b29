/**
 * Defects removed: importing `node-routeros` by its main entry with `ENV=testing` in the environment requires
 * `source-map-support`, which it does not depend on, and installs it for the whole process. And its classes
 * declare `private` what has to be replaced here.
 *
 * The parts that work are taken from their own files (1.6.9 is the last release: archived, pinned exactly), and
 * typed with the members that the files beside this one replace.
 */
import type { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { Channel } from "node-routeros/dist/Channel";
import { Connector } from "node-routeros/dist/connector/Connector";
import { Receiver } from "node-routeros/dist/connector/Receiver";
import { Transmitter } from "node-routeros/dist/connector/Transmitter";

interface TransmitterParts {
  socket: Socket;
  /** Writes one word; `null` is the end of the sentence. */
  write(word: string | null): void;
  runPool(): void;
  /** The word with its length prefix; `null` gives the zero byte that ends a sentence. */
  encodeString(word: string | null): Buffer | string;
}

interface ReceiverParts {
  readonly tags: Map<string, { readonly name: string; readonly callback: (packet: string[]) => void }>;
  read(tag: string, callback: (packet: string[]) => void): void;
  stop(tag: string): void;
  processRawData(data: Buffer): void;
}

interface ConnectorParts extends EventEmitter {
  host: string;
  port: number;
  /** Not there before `connect`, nor when that throws. */
  socket: Socket | TLSSocket;
  transmitter: TransmitterParts;
  receiver: ReceiverParts;
  connect(): this;
  /** Writes one sentence. */
  write(sentence: string[]): this;
  read(tag: string, callback: (packet: string[]) => void): void;
  stopRead(tag: string): void;
  close(): void;
  destroy(): void;
  onConnect(): void;
  onEnd(): void;
  onError(error: Error): void;
  onTimeout(): void;
  onData(data: Buffer): void;
}

interface ChannelParts extends EventEmitter {
  id: string;
  /** Adds the tag, registers for it and writes the sentence; with `returnPromise` false nothing else. */
  write(words: string[], isStream: boolean, returnPromise: false): undefined;
  close(force?: boolean): void;
  processPacket(packet: string[]): void;
}

/** What node-routeros's Connector is made with. `timeout` is in seconds and must not be 0. */
export interface ConnectorOptions {
  host: string;
  port: number;
  timeout: number;
  tls?: object;
}

export const LibraryTransmitter = Transmitter as unknown as new (socket: Socket) => TransmitterParts;
export const LibraryReceiver = Receiver as unknown as new (socket: Socket) => ReceiverParts;
export const LibraryConnector = Connector as unknown as new (options: ConnectorOptions) => ConnectorParts;
export const LibraryChannel = Channel as unknown as new (connector: ConnectorParts) => ChannelParts;
