/** The far end of the router's interfaces, as far as configuration sees it. Tests and the network plane set it. */
import type { LineState } from "./environment";

export class Lines {
  private readonly states = new Map<string, LineState>();
  private readonly unplugged = new Set<string>();
  private powered = true;

  constructor(private readonly changed: () => void) {}

  /** State of the line behind an interface, by the interface's name. A line nobody set is down. */
  of(interfaceName: string): LineState {
    return this.states.get(interfaceName) ?? { state: "down" };
  }

  set(interfaceName: string, state: LineState): void {
    this.states.set(interfaceName, state);
    this.changed();
  }

  /** Whether an Ethernet port has a link. Default: yes. */
  linked(interfaceName: string): boolean {
    return this.powered && !this.unplugged.has(interfaceName);
  }

  /** Without power no port has a link: while the router boots. */
  power(on: boolean): void {
    this.powered = on;
    this.changed();
  }

  plug(interfaceName: string, linked: boolean): void {
    if (linked) this.unplugged.delete(interfaceName);
    else this.unplugged.add(interfaceName);
    this.changed();
  }
}
