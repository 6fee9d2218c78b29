/** The configuration plane: finds what a request means, checks permissions, runs it. */

import type { CommandContext } from "./behaviour";
import { commonCommands } from "./commands";
import {
  type Caller,
  CommandFailure,
  type CommandOutput,
  type CommandRequest,
  type CommandResult,
  type ConfigurationPlane,
  type PrintedRow,
  type RouterOsVersion,
  type ServiceState,
} from "./contract";
import type { HookJob, JobPlane, LineState, NetworkPlane, PlaneOptions, SavedState } from "./environment";
import {
  interrupted,
  noSuchCommand,
  noSuchDirectory,
  noSuchItem,
  notPermitted,
  notSimulated,
} from "./errors";
import * as byHand from "./hand";
import { LinkBook } from "./links";
import type { LogLine } from "./log";
import type { Menu } from "./menu";
import { behaviours } from "./menus";
import { serviceState } from "./menus/certificates";
import { rootCommands } from "./menus/root";
import { checkPermitted } from "./permissions";
import { type ReadableRows, readableRows, showsSecrets } from "./printing";
import { Router } from "./router";
import { schemasOf } from "./schemas";
import type { ScriptPlane } from "./scripting";
import { authenticate, closeSession, openSession, policiesOf, userNamed } from "./sessions";
import { loadState, type Restart, saveState, seed, start } from "./state";
import { type ConfigurationWrite, writerOf } from "./writes";

/** One simulated router's configuration; see {@link ConfigurationPlane} for what the API server uses. */
export class RouterConfiguration implements ConfigurationPlane {
  /** Called by `/system/reboot`, which otherwise only restarts the configuration. */
  onReboot: (() => void) | undefined;
  private readonly router: Router;
  private readonly directories: ReadonlySet<string>;
  private sessionsGiven = 0;

  constructor(options: PlaneOptions) {
    const schemas = schemasOf(options.version);
    this.router = new Router(options, schemas, behaviours);
    this.router.reboot = () => (this.onReboot ?? (() => this.reboot()))();
    this.directories = directoriesOf(
      [...schemas.paths, ...rootDirectories(this.router), ...others],
      this.router,
    );
    if (options.state === undefined) seed(this.router);
    else loadState(this.router, options.state);
    this.router.links = new LinkBook(this.router);
    start(this.router);
  }

  get version(): RouterOsVersion {
    return this.router.version;
  }

  login(name: string, password: string, via: Caller["via"], address: string): Caller | undefined {
    const user = authenticate(this.router, name, password);
    const policies = user === undefined ? new Set<string>() : policiesOf(this.router, user);
    if (user === undefined || (via.startsWith("api") && !policies.has("api"))) {
      this.router.log.write(
        "system,error,critical",
        `login failure for user ${name} from ${address} via ${via}`,
      );
      return undefined;
    }
    this.sessionsGiven += 1;
    const caller: Caller = { id: this.sessionsGiven, user: name, policies, via, address };
    openSession(this.router, caller);
    return caller;
  }

  passwordOf(name: string): string | undefined {
    const user = userNamed(this.router, name);
    return user === undefined ? undefined : (user.values.password ?? "");
  }

  service(name: "api" | "api-ssl"): ServiceState {
    return serviceState(this.router, name);
  }

  logout(caller: Caller): void {
    closeSession(this.router, caller);
    const hold = this.router.history.safeMode;
    if (hold?.owner !== caller.id) return;
    // The router notices a closed connection after about 2 s (tik4net).
    this.router.clock.schedule(this.router.options.safeModeDelay ?? 2000, () => {
      if (this.router.history.safeMode !== hold) return;
      if (hold.onSessionEnd === "release") this.router.history.release();
      else this.router.replay(writerOf(caller), "unroll", () => this.router.history.unroll());
      this.router.settle();
    });
  }

  async execute(request: CommandRequest, caller: Caller, output: CommandOutput): Promise<CommandResult> {
    try {
      return await this.perform(request, caller, output);
    } catch (error) {
      // A sleep that was cut short rejects with the signal's own reason.
      throw output.signal.aborted && !(error instanceof CommandFailure) ? interrupted() : error;
    }
  }

  /**
   * The rows of a menu as `print` would show them to `caller`; properties are computed when they are read.
   *
   * @throws CommandFailure as `print` would
   */
  rows(path: string, caller: Caller): ReadableRows {
    const menu = this.permitted(path, "print", caller);
    return readableRows(this.router, menu, { caller, showSensitive: showsSecrets(this.router, false) });
  }

  /**
   * The same for who can go on at once: a promise only where the command takes time. Fails at once where it can.
   *
   * @throws CommandFailure
   */
  perform(
    request: CommandRequest,
    caller: Caller,
    output: CommandOutput,
  ): CommandResult | Promise<CommandResult> {
    const root = rootCommands[`${request.menu}/${request.command}`];
    if (root !== undefined && this.router.atLeast(root.since ?? "6")) {
      if (root.policies.some((policy) => !caller.policies.has(policy))) throw notPermitted();
      return root.run({ router: this.router, request, caller, output });
    }
    const menu = this.permitted(request.menu, request.command, caller);
    return this.run({ router: this.router, menu, request, caller, output });
  }

  private permitted(path: string, command: string, caller: Caller): Menu {
    const menu = this.router.menus.get(path);
    const exists = menu !== undefined && hasCommand(menu, command);
    if (!exists) throw this.unknownPath(path);
    checkPermitted(caller, command, menu);
    return menu;
  }

  /** What a person at the router's own console would do: no permissions, rows of every kind. */
  readonly hand = {
    /** Adds a row; with `dynamic` as the router itself would. Returns its id. */
    add: (menu: string, properties: byHand.Properties, how?: byHand.Adding): string =>
      byHand.add(this.router, this.menu(menu), properties, how),
    /** Changes rows (id, name, position, comma list). A value of `null` unsets. */
    set: (menu: string, rows: string, properties: byHand.Changes): void =>
      byHand.set(this.router, this.menu(menu), rows, properties),
    remove: (menu: string, rows: string): void => byHand.remove(this.router, this.menu(menu), rows),
    /** Without `destination` to the end. */
    move: (menu: string, rows: string, destination?: string): void =>
      byHand.move(this.router, this.menu(menu), rows, destination),
    /** Sets what is not configuration: `dynamic`, `invalid`, `.about`, counters; `undefined` takes it away. */
    mark: (menu: string, row: string, facts: Readonly<Record<string, string | undefined>>): void =>
      byHand.mark(this.router, this.menu(menu), row, facts),
    /** Puts a row that no command can add (a tracked connection, a script's job); returns its id. */
    put: (menu: string, facts: byHand.Properties): string => byHand.put(this.router, this.menu(menu), facts),
    /** Rows as a user with every policy sees them, secrets included. */
    print: (menu: string, queries?: readonly string[]): PrintedRow[] =>
      byHand.print(this.router, this.menu(menu), queries),
    /** The far end of an interface that asks for an address (dhcp-client, pppoe-client, lte). */
    line: (interfaceName: string, state: LineState): void => this.router.lines.set(interfaceName, state),
    /** Plugs or unplugs an Ethernet port. */
    plug: (interfaceName: string, linked: boolean): void => this.router.lines.plug(interfaceName, linked),
  };

  /** Puts a simulated network around the router; `build` gets the router to read and to drive. */
  attach<T extends NetworkPlane>(build: (router: Router) => T): T {
    if (this.router.network !== undefined) throw new Error("this router has a network already");
    const network = build(this.router);
    this.router.network = network;
    return network;
  }

  /** Gives the router something that runs its scripts. */
  attachScripts<S extends ScriptPlane>(make: (router: Router) => S): S {
    const scripts = make(this.router);
    this.router.scripts = scripts;
    return scripts;
  }

  /** Gives the router what runs by itself: its scheduler and what happens at boot. Before `reboot` may be called. */
  attachJobs(make: (router: Router) => JobPlane): void {
    if (this.router.jobs !== undefined) throw new Error("this router has jobs already");
    this.router.jobs = make(this.router);
  }

  /** Who runs the scripts of hooks and netwatch. */
  set onHook(run: ((job: HookJob) => void) | undefined) {
    this.router.onHook = run;
  }

  /**
   * Calls `listener` with every write of configuration: whoever makes it, in an action of history or past it.
   *
   * @returns ends it
   * @example
   * const stop = plane.onWrite(({ by, changes }) => {
   *   for (const { menu, name, to } of changes) console.log(by.script ?? by.user, menu, name, to);
   * });
   */
  onWrite(listener: (write: ConfigurationWrite) => void): () => void {
    return this.router.onWrite(listener);
  }

  /** Calls `listener` with every line of the log, whatever `/log` still has of them. @returns ends it */
  onLog(listener: (line: LogLine) => void): () => void {
    return this.router.log.listen((topics, message) =>
      listener({ at: this.router.clock.now(), wall: this.router.wall(), topics, message }),
    );
  }

  /** Sessions that are logged in. */
  get sessions(): readonly Caller[] {
    return [...this.router.sessions.values()].map((session) => session.caller);
  }

  /** User that holds safe mode. */
  get safeModeHolder(): string | undefined {
    return this.router.history.safeMode?.user;
  }

  /**
   * The router restarts: dynamic rows, logins, history, counters, jobs and globals go, and it is 1970; what was written
   * stays, even under safe mode.
   *
   * @param how `orderly` by default; `power cut` is told in the log
   */
  reboot(how: Restart = "orderly"): void {
    this.router.scripts?.reboot();
    // Nothing keeps the time without power (manual, "Clock").
    this.router.setWall(0);
    start(this.router, how);
    this.router.jobs?.rebooted();
    this.router.network?.rebooted();
    // Sessions that ended with the restart are no losses.
    this.router.links?.restart();
  }

  save(): SavedState {
    return saveState(this.router);
  }

  private menu(path: string): Menu {
    const menu = this.router.menus.get(path);
    if (menu === undefined) throw this.unknownPath(path);
    return menu;
  }

  private run(context: CommandContext): CommandResult | Promise<CommandResult> {
    const { command } = context.request;
    const handler = context.menu.behaviour.commands?.[command] ?? commonCommands[command];
    if (handler === undefined) throw notSimulated(`the command ${context.menu.path}/${command}`);
    if (
      context.menu.schema.form === "singleton" &&
      command === "set" &&
      context.menu.store.rows().length === 0
    ) {
      throw noSuchItem(this.router.major);
    }
    return handler(context);
  }

  private unknownPath(path: string): Error {
    let known = "";
    for (const word of path.split("/").slice(1)) {
      known += `/${word}`;
      if (!this.directories.has(known)) return noSuchDirectory(word);
    }
    return noSuchCommand();
  }
}

/** `listen` is wherever `print` is (manual); `getall` is its alias and already resolved. */
function hasCommand(menu: Menu, command: string): boolean {
  return menu.schema.commands.has(command === "listen" ? "print" : command);
}

/** Directories that RouterOS has and of which the simulator has nothing in some version (v6). */
const others = ["/routing"];

function rootDirectories(router: Router): string[] {
  const present = Object.entries(rootCommands).filter(([, { since }]) => router.atLeast(since ?? "6"));
  return present.map(([path]) => path.slice(0, path.lastIndexOf("/")));
}

function directoriesOf(paths: readonly string[], router: Router): ReadonlySet<string> {
  const directories = new Set<string>();
  const subdirs = [...router.menus.values()].flatMap(({ path, schema }) =>
    schema.subdirs.map((name) => `${path}/${name}`),
  );
  for (const path of [...paths, ...subdirs]) {
    let directory = "";
    for (const word of path.split("/").slice(1)) {
      directory += `/${word}`;
      directories.add(directory);
    }
  }
  return directories;
}
