import type { Duplex } from "node:stream";
import type { Clock } from "../clock";
import { type Caller, CommandFailure, type ConfigurationPlane, type Trap } from "../config/contract";
import type { LoggedCommand, RecordingCommandLog } from "./command-log";
import { type FaultTargets, runWithFaults } from "./fault-runner";
import type { StrikingFaults } from "./faults";
import { type LoginForm, loginDialogue } from "./login";
import { interrupted, type RunningCommand, runningCommand } from "./running";
import { type ApiCommand, argumentOf, fatalSentence, parseCommand, sendsEmpty } from "./sentence";
import { ProtocolError, SentenceReader } from "./words";

/** Bounds of what a client may send. RouterOS has such limits; their exact values are not documented. */
export interface Limits {
  /** Sentences before login. Default 10. */
  readonly sentencesBeforeLogin?: number;
  /** Bytes of one sentence before login. Default 8192. */
  readonly sentenceBytesBeforeLogin?: number;
  /** Bytes of one sentence after login. Default 16 MiB. */
  readonly sentenceBytes?: number;
}

export interface SessionOptions {
  readonly id: number;
  readonly plane: ConfigurationPlane;
  readonly clock: Clock;
  readonly log: RecordingCommandLog;
  readonly faults: StrikingFaults;
  readonly via: Caller["via"];
  readonly address: string;
  readonly login: LoginForm;
  readonly limits: Limits;
  /** Cuts the TCP connection: in order, or with RST. */
  readonly disconnect: (how: "close" | "reset") => void;
  readonly reboot: (downFor: number | undefined) => void;
}

/** A connection as `SimulatedRouter.connections()` shows it. */
export interface ConnectionInfo {
  readonly session: number;
  readonly via: Caller["via"];
  readonly address: string;
  /** Undefined before login. */
  readonly user: string | undefined;
  /** Commands that have not been answered. */
  readonly running: number;
}

export interface Session {
  info(): ConnectionInfo;
  /** Ends the session at once: commands are aborted, the user is logged out. Repeating it does nothing. */
  end(): void;
}

/** A connection that said goodbye and does not go is cut after this many milliseconds. */
const lingering = 1000;

const trapsOf = (error: unknown): readonly Trap[] => {
  if (error instanceof CommandFailure) return error.traps;
  const reason = error instanceof Error ? error.message : String(error);
  return [{ message: `error - contact MikroTik support and send a supout file (3): ${reason}` }];
};

/** Serves one connection: login, then tagged commands side by side until either end closes. */
export function serveSession(stream: Duplex, options: SessionOptions): Session {
  const { plane, clock, log, limits } = options;
  const reader = new SentenceReader(limits.sentenceBytesBeforeLogin ?? 8192);
  const dialogue = loginDialogue(options.login, plane, options.via, options.address);
  const running = new Set<RunningCommand>();
  let caller: Caller | undefined;
  let sentencesBeforeLogin = 0;
  let loginUnderWay = false;
  let over = false;

  const outbox: Buffer[] = [];
  const flush = () => {
    if (outbox.length === 0) return;
    const bytes = Buffer.concat(outbox);
    outbox.length = 0;
    if (stream.writable) stream.write(bytes);
  };
  const write = (bytes: Buffer) => {
    // One write for all sentences of a turn: twenty thousand rows must not be twenty thousand packets.
    if (outbox.length === 0) setImmediate(flush);
    outbox.push(bytes);
  };

  const end = () => {
    if (over) return;
    over = true;
    for (const command of [...running]) command.abandon();
    if (caller) plane.logout(caller);
    caller = undefined;
  };

  /** Sends what is waiting, closes our side and, if the client does not follow, cuts the connection. */
  const close = () => {
    end();
    flush();
    stream.end();
    clock.schedule(lingering, () => options.disconnect("close"));
  };

  const fatal = (reason: string) => {
    if (over) return;
    write(fatalSentence(reason));
    close();
  };

  const logIn = (run: RunningCommand) => {
    const outcome = dialogue.login(run.command);
    if (outcome.is === "refused") {
      run.send(run.replies.trap({ message: outcome.message }), run.replies.done());
      return;
    }
    if (outcome.is === "challenged") {
      run.send(run.replies.done(outcome.challenge));
      return;
    }
    if (caller) plane.logout(caller);
    caller = outcome.caller;
    reader.maxSentenceBytes = limits.sentenceBytes ?? 16 * 2 ** 20;
    run.send(run.replies.done());
  };

  const cancel = (run: RunningCommand) => {
    const tag = argumentOf(run.command, "tag");
    const targets = [...running].filter(
      (other) => other !== run && (tag === undefined || other.command.tag === tag),
    );
    for (const target of targets) {
      write(target.replies.trap(interrupted));
      target.abandon();
    }
    // The manual's transcript has the cancel's own `!done` between the two sentences of the cancelled command.
    run.send(run.replies.done());
    for (const target of targets) write(target.replies.done());
  };

  const executeInPlane = async (run: RunningCommand, by: Caller) => {
    const { command, replies } = run;
    const refusal = malformed(command, plane);
    if (refusal) throw new CommandFailure(refusal);
    let rows = 0;
    const output = {
      signal: run.signal,
      row: (row: Parameters<typeof replies.row>[0]) => {
        rows += 1;
        run.send(replies.row(row));
      },
    };
    const { menu, queries } = command;
    const request = { menu, command: command.command, arguments: command.arguments, queries };
    const result = await plane.execute(request, by, output);
    const isEmpty = result.returnsRows && rows === 0 && result.ret === undefined;
    if (isEmpty && sendsEmpty(plane.version)) run.send(replies.empty());
    run.send(replies.done(result.ret));
  };

  const dispatch = async (run: RunningCommand): Promise<void> => {
    const { path } = run.command;
    if (path === "/login") return logIn(run);
    if (path === "/quit") return fatal("session terminated on request");
    if (!caller) return fatal("not logged in");
    if (path === "/cancel") return cancel(run);
    return executeInPlane(run, caller);
  };

  const execute = async (run: RunningCommand): Promise<void> => {
    try {
      await dispatch(run);
    } catch (error) {
      run.send(...trapsOf(error).map(run.replies.trap), run.replies.done());
    }
  };

  const targets: FaultTargets = {
    clock,
    write,
    fatal,
    disconnect: options.disconnect,
    reboot: options.reboot,
  };

  const logged = (command: ApiCommand): LoggedCommand | undefined =>
    // The two sentences of a challenge login are one command.
    command.path === "/login" && dialogue.answersChallenge(command)
      ? undefined
      : log.record(command, { session: options.id, user: caller?.user, at: clock.now() });

  const start = async (command: ApiCommand) => {
    const run = runningCommand(command, write);
    running.add(run);
    loginUnderWay = command.path === "/login";
    const entry = logged(command);
    await runWithFaults(run, entry ? options.faults.strike(entry) : [], () => execute(run), targets);
    running.delete(run);
    if (command.path !== "/login") return;
    loginUnderWay = false;
    drain();
  };

  const nextSentence = (): Buffer[] | undefined => {
    try {
      return reader.next();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      // Bytes that are no sentence: nothing sensible can be answered.
      close();
      return undefined;
    }
  };

  const tooManyBeforeLogin = (): boolean => {
    if (caller) return false;
    sentencesBeforeLogin += 1;
    return sentencesBeforeLogin > (limits.sentencesBeforeLogin ?? 10);
  };

  const drain = () => {
    while (!over && !loginUnderWay) {
      const words = nextSentence();
      if (!words) return;
      if (tooManyBeforeLogin()) fatal("too many commands before login");
      else void start(parseCommand(words));
    }
  };

  stream.on("data", (bytes: Buffer) => {
    if (over) return;
    reader.push(bytes);
    drain();
  });
  stream.on("end", close);
  // A broken connection closes; the close is what ends the session.
  stream.on("error", () => {});
  stream.on("close", end);

  return {
    info: () => ({
      session: options.id,
      via: options.via,
      address: options.address,
      user: caller?.user,
      running: running.size,
    }),
    end,
  };
}

/** Why a sentence is no command for the plane. */
function malformed(command: ApiCommand, plane: ConfigurationPlane): Trap | undefined {
  if (!command.path.startsWith("/")) return { message: "no such command", category: 0 };
  const [stray] = command.strayWords;
  if (stray === undefined) return undefined;
  // v6 does not say which parameter.
  return { message: plane.version.startsWith("6.") ? "unknown parameter" : `unknown parameter ${stray}` };
}
