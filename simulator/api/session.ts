import type { Duplex } from "node:stream";
import type { Clock } from "../clock";
import type { Caller, ConfigurationPlane } from "../config/contract";
import type { LoggedCommand, RecordingCommandLog } from "./command-log";
import { executeInPlane, trapsOf } from "./execute";
import { type FaultTargets, runWithFaults } from "./fault-runner";
import type { StrikingFaults } from "./faults";
import { intake, type Limits } from "./intake";
import { type LoginForm, loginDialogue } from "./login";
import { outboxTo } from "./outbox";
import { interrupted, type RunningCommand, runningCommand } from "./running";
import { type ApiCommand, argumentOf, fatalSentence, parseCommand } from "./sentence";

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

/** Serves one connection: login, then tagged commands side by side until either end closes. */
export function serveSession(stream: Duplex, options: SessionOptions): Session {
  const { plane, clock, log } = options;
  const sentences = intake(options.limits);
  const dialogue = loginDialogue(options.login, plane, options.via, options.address);
  const running = new Set<RunningCommand>();
  let caller: Caller | undefined;
  let loginUnderWay = false;
  let over = false;

  const outbox = outboxTo(stream, {
    limit: options.limits.unreadBytes ?? 128 * 2 ** 20,
    // After a session's end nothing is read.
    drained: () => {
      if (over) return;
      stream.resume();
      drain();
    },
    overflowed: () => options.disconnect("reset"),
  });
  const { write, flush } = outbox;

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
    sentences.loggedIn();
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

  const dispatch = async (run: RunningCommand): Promise<void> => {
    const { path } = run.command;
    if (path === "/login") return logIn(run);
    if (path === "/quit") return fatal("session terminated on request");
    if (!caller) return fatal("not logged in");
    if (path === "/cancel") return cancel(run);
    return executeInPlane(run, plane, caller);
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

  const drain = () => {
    while (!over && !loginUnderWay) {
      // A client that does not read its replies is not listened to either: TCP tells it to wait.
      if (outbox.full) {
        stream.pause();
        return;
      }
      const taken = sentences.next();
      if (taken === "nothing") return;
      if (taken === "too many") fatal("too many commands before login");
      // Bytes that are no sentence: nothing sensible can be answered.
      else if (taken === "no sentence") close();
      else void start(parseCommand(taken.words));
    }
  };

  stream.on("data", (bytes: Buffer) => {
    if (over) return;
    sentences.push(bytes);
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
