/** Counts what became of one source's packets. */
import { addressText } from "../addresses";
import type { Exchange } from "../world";

/** From the first lost packet to the first that arrived again; open at the end of the report if none has. */
export interface Outage {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly lost: number;
  readonly reason: string;
}

export interface SourceReport {
  readonly name: string;
  readonly kind: string;
  readonly sent: number;
  readonly delivered: number;
  readonly lost: number;
  /** Answers that left the router by another line or with another address than was asked. */
  readonly brokenReplies: number;
  /** Answers that a captive portal gave; they do not count as delivered. */
  readonly portal: number;
  /** TCP: connections that were reset or given up, and opened again. */
  readonly reconnects: number;
  /** Delivered packets, by the line they left by. */
  readonly byIsp: Readonly<Record<string, number>>;
  /** Delivered packets, by their source on the line. */
  readonly bySource: Readonly<Record<string, number>>;
  /** Lost packets, by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly outages: readonly Outage[];
  readonly outageSeconds: number;
  readonly longestOutage: number;
}

const count = <T>(counts: Map<T, number>, key: T): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

export class Tally {
  private sent = 0;
  private delivered = 0;
  private broken = 0;
  private portal = 0;
  private reconnects = 0;
  private readonly byIsp = new Map<string, number>();
  private readonly bySource = new Map<number, number>();
  private readonly reasons = new Map<string, number>();
  private readonly outages: Outage[] = [];
  /** Losses in a row. */
  private run = { from: 0, lost: 0, reason: "" };

  constructor(
    private readonly name: string,
    private readonly kind: string,
    private readonly outageAfter: number,
    private readonly onOutage: (over: boolean, reason: string, milliseconds: number) => void,
  ) {}

  record(exchange: Exchange, now: number): void {
    this.sent += 1;
    if (exchange.broken) this.broken += 1;
    if (exchange.portal) this.portal += 1;
    if (!exchange.delivered || exchange.portal) {
      this.lose(exchange.reason ?? "captive portal", now);
      return;
    }
    this.delivered += 1;
    if (exchange.isp !== undefined) count(this.byIsp, exchange.isp);
    if (exchange.source !== undefined) count(this.bySource, exchange.source);
    this.recover(now);
  }

  /** A packet that could not even be sent. */
  missed(reason: string, now: number): void {
    this.sent += 1;
    this.lose(reason, now);
  }

  reconnected(): void {
    this.reconnects += 1;
  }

  report(now: number): SourceReport {
    const open = this.run.lost >= this.outageAfter ? [{ ...this.run, to: now }] : [];
    const outages = [...this.outages, ...open];
    const lengths = outages.map(({ from, to }) => (to - from) / 1000);
    return {
      name: this.name,
      kind: this.kind,
      sent: this.sent,
      delivered: this.delivered,
      lost: this.sent - this.delivered,
      brokenReplies: this.broken,
      portal: this.portal,
      reconnects: this.reconnects,
      byIsp: Object.fromEntries(this.byIsp),
      bySource: Object.fromEntries(
        [...this.bySource].map(([address, times]) => [addressText(address), times]),
      ),
      reasons: Object.fromEntries(this.reasons),
      outages,
      outageSeconds: lengths.reduce((sum, seconds) => sum + seconds, 0),
      longestOutage: Math.max(0, ...lengths),
    };
  }

  private lose(reason: string, now: number): void {
    count(this.reasons, reason);
    if (this.run.lost === 0) this.run = { from: now, lost: 0, reason };
    this.run.lost += 1;
    if (this.run.lost === this.outageAfter) this.onOutage(false, reason, 0);
  }

  private recover(now: number): void {
    const { lost, from } = this.run;
    if (lost === 0) return;
    if (lost >= this.outageAfter) {
      this.outages.push({ ...this.run, to: now });
      this.onOutage(true, this.run.reason, now - from);
    }
    this.run = { from: 0, lost: 0, reason: "" };
  }
}
