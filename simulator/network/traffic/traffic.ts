/** Sources of traffic, each at its own pace. */
import type { CallOff } from "../../clock";
import type { Surroundings } from "../surroundings";
import type { LeakBook } from "./leaks";
import { periods, type SourceOptions } from "./options";
import { senderOf } from "./senders";
import { type SourceReport, Tally } from "./tally";

export interface Traffic {
  switch(on: boolean): void;
  report(): readonly SourceReport[];
  reset(): void;
}

export function createTraffic(
  sources: readonly SourceOptions[],
  around: Surroundings,
  leaks: LeakBook,
): Traffic {
  const { clock } = around.router;
  const running = sources.map((options) => {
    const period = options.every ?? periods[options.kind];
    const tallyOf = () =>
      new Tally(
        options.name,
        options.kind,
        options.outageAfter ?? (period <= 1000 ? 3 : 1),
        (over, reason, time) =>
          around.note(
            `${options.name}: ${over ? `back after ${(time / 1000).toFixed(1)} s` : `outage (${reason})`}`,
          ),
      );
    // The tally is looked up with each packet: a report begun anew has another.
    const held = { ...around, tally: tallyOf() };
    const send = senderOf(options, held);
    let callOff: CallOff | undefined;
    const fire = (): void => {
      callOff = clock.tick(period, fire);
      leaks.traffic = options.name;
      send();
      leaks.traffic = "router";
    };
    return {
      held,
      begin: () => {
        callOff ??= clock.tick(period, fire);
      },
      end: () => {
        callOff?.();
        callOff = undefined;
      },
      reset: () => {
        held.tally = tallyOf();
      },
    };
  });
  for (const source of running) source.begin();
  return {
    switch: (on) => {
      for (const source of running) {
        if (on) source.begin();
        else source.end();
      }
    },
    report: () => running.map(({ held }) => held.tally.report(clock.now())),
    reset: () => {
      for (const source of running) source.reset();
    },
  };
}
