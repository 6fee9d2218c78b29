/** The far end of the router's interfaces, as far as configuration sees it. Tests and the network plane set it. */
import type { LineState } from "./environment";

export class Lines {
  private readonly states = new Map<string, LineState>();
  private readonly unplugged = new Set<string>();
  private on = true;

  constructor(
    private readonly changed: () => void,
    /** What an Ethernet port is called for ever, by the name it has now; any other name is itself. */
    readonly portOf: (interfaceName: string) => string = (name) => name,
  ) {}

  /** State of the line behind an interface, by the interface's name. A line nobody set is down. */
  of(interfaceName: string): LineState {
    return this.states.get(this.portOf(interfaceName)) ?? { state: "down" };
  }

  set(interfaceName: string, state: LineState): void {
    this.states.set(this.portOf(interfaceName), state);
    this.changed();
  }

  /** Whether an Ethernet port has a link. Default: yes. */
  linked(interfaceName: string): boolean {
    return this.on && !this.unplugged.has(this.portOf(interfaceName));
  }

  get powered(): boolean {
    return this.on;
  }

  /** Without power no port has a link: while the router boots. */
  power(on: boolean): void {
    this.on = on;
    this.changed();
  }

  plug(interfaceName: string, linked: boolean): void {
    if (linked) this.unplugged.delete(this.portOf(interfaceName));
    else this.unplugged.add(this.portOf(interfaceName));
    this.changed();
  }
}
