/**
 * Defects removed from node-routeros's RouterOSAPI:
 * - nobody knows which commands are pending, so they hang when the connection is lost;
 * - errors have no category, and RouterOS's words are all there is of them;
 * - a made-up command `#` is sent every few seconds while others run.
 */
import { once } from "node:events";
import type { RouterOsError } from "../../session/errors";
import type { Command } from "../contract";
import { lossFailure, lostBeforeFailure } from "../loss-failure";
import { secretsOf } from "../redact";
import { sentenceOf } from "../sentence";
import { trapFailure } from "../trap-failure";
import { type Attributes, CommandChannel, type Ending } from "./channel";
import type { Loss, SteadyConnector } from "./connector";

/** Gets what becomes of one command: rows, then exactly one of `done` and `failed`. */
export interface Observer {
  row(row: Attributes): void;
  /** `done` holds the attributes of `!done`: `ret` if there is one. */
  done(done: Attributes): void;
  failed(failure: RouterOsError): void;
}

/** A command on its way. */
export interface Sent {
  /** Asks RouterOS to stop it; its ending still comes. */
  cancel(): void;
  /** Nothing more is told to its observer; what still comes for it is dropped. */
  abandon(): void;
}

/** Commands under their own tags over one connector, each settled whatever happens. */
export interface Wire {
  readonly label: string;
  readonly connector: SteadyConnector;
  /** Throws only for what could not be a command; everything else goes to the observer. */
  send(command: Pick<Command, "path" | "attributes" | "queries">, observer: Observer): Sent;
  readonly closed: Promise<void>;
}

/** @param secrets values of this connection that no message may show */
export function createWire(connector: SteadyConnector, label: string, secrets: readonly string[]): Wire {
  let lastTag = 0;
  const pending = new Set<(loss: Loss) => void>();
  connector.once("lost", (loss: Loss) => {
    for (const lose of [...pending]) lose(loss);
  });
  const closed = once(connector, "closed").then(() => undefined);

  const nextTag = () => (++lastTag).toString(36);

  function send(command: Pick<Command, "path" | "attributes" | "queries">, observer: Observer): Sent {
    const words = sentenceOf(command);
    const scene = { label, path: command.path };
    const hidden = [...secrets, ...secretsOf(command.attributes)];
    if (connector.loss) {
      observer.failed(lostBeforeFailure(connector.loss, scene, hidden));
      return { cancel: () => undefined, abandon: () => undefined };
    }

    const channel = new CommandChannel(connector, nextTag());
    const lose = (loss: Loss) => {
      abandon();
      observer.failed(
        channel.traps.length > 0
          ? trapFailure(channel.traps, scene, hidden)
          : lossFailure(loss, scene, hidden),
      );
    };
    const abandon = () => {
      pending.delete(lose);
      channel.close(true);
    };
    pending.add(lose);
    channel.on("row", (row: Attributes) => observer.row(row));
    channel.on("end", ({ done, traps }: Ending) => {
      pending.delete(lose);
      if (traps.length > 0) observer.failed(trapFailure(traps, scene, hidden));
      else observer.done(done);
    });
    channel.start(words);

    return {
      cancel() {
        // Nobody waits for the answer to the cancel: what counts is the ending of the cancelled command, and
        // RouterOS sends the two in either order.
        if (!connector.loss) connector.write(["/cancel", `=tag=${channel.id}`, `.tag=${nextTag()}`]);
      },
      abandon,
    };
  }

  return { label, connector, send, closed };
}
