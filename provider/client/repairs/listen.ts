/**
 * Defects removed from node-routeros's RStream:
 * - when nothing changes it makes up empty rows, and rows with a `.section` are held back 300 ms;
 * - a trap without a listener for `error` ends the process;
 * - stopping waits for the answer to `/cancel`, which says nothing about the stream, and may never come;
 * - a lost connection is told to nobody.
 */
import { isRouterOsError, type RouterOsError } from "../../session/errors";
import type { Command, Listening } from "../contract";
import { deadlineFailure } from "../loss-failure";
import type { Sent, Wire } from "./wire";

type Row = Readonly<Record<string, string>>;

/**
 * Starts a command that streams, at once. Its rows wait until they are iterated over; they are handed out once,
 * whoever iterates. Leaving a `for await` loop cancels it. A failure is thrown by the iteration, after the rows
 * that came before it.
 *
 * A stream has no deadline of its own unless the command gives one; `cancel` has `cancelDeadline` (milliseconds).
 */
export function listen(wire: Wire, command: Command, cancelDeadline: number): Listening {
  const rows: Row[] = [];
  let wakeReaders: (() => void)[] = [];
  let isOver = false;
  let failure: RouterOsError | undefined;
  let isCancelling = false;
  let timer: NodeJS.Timeout | undefined;
  let cancellation: Promise<void> | undefined;
  let announceEnd = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    announceEnd = resolve;
  });

  function wake(): void {
    const readers = wakeReaders;
    wakeReaders = [];
    for (const reader of readers) reader();
  }

  function end(reason?: RouterOsError): void {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    if (!(isCancelling && isRouterOsError(reason, "cancelled"))) failure = reason;
    announceEnd();
    wake();
  }

  function giveUp(deadline: number): void {
    sent.abandon();
    sent.cancel();
    end(deadlineFailure({ label: wire.label, path: command.path }, deadline));
  }

  const sent: Sent = wire.send(command, {
    row(row) {
      rows.push(row);
      wake();
    },
    done: () => end(),
    failed: (reason) => end(reason),
  });
  if (command.deadline !== undefined && !isOver)
    timer = setTimeout(giveUp, command.deadline, command.deadline);

  async function cancelOnce(): Promise<void> {
    if (isOver) return;
    isCancelling = true;
    clearTimeout(timer);
    timer = setTimeout(giveUp, cancelDeadline, cancelDeadline);
    sent.cancel();
    await ended;
    if (isRouterOsError(failure, "unanswered") && !wire.connector.loss) throw failure;
  }

  function cancel(): Promise<void> {
    cancellation ??= cancelOnce();
    return cancellation;
  }

  async function next(): Promise<IteratorResult<Row, undefined>> {
    for (;;) {
      const row = rows.shift();
      if (row !== undefined) return { done: false, value: row };
      if (failure !== undefined) {
        const reason = failure;
        failure = undefined;
        throw reason;
      }
      if (isOver) return { done: true, value: undefined };
      await new Promise<void>((resolve) => wakeReaders.push(resolve));
    }
  }

  return {
    cancel,
    [Symbol.asyncIterator]: () => ({
      next,
      async return() {
        await cancel();
        return { done: true, value: undefined };
      },
    }),
  };
}
