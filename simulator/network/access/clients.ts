/** What PPPoE clients, DHCP clients and modems have in common: they follow their rows, their ports and their timers. */
import type { CallOff } from "../../clock";
import * as references from "../../config/references";
import type { Router } from "../../config/router";
import { isDisabled, type Row } from "../../config/store/row";
import type { Isp } from "./isp";
import type { Access } from "./options";

/** One timer at a time. */
export interface Alarm {
  set(milliseconds: number, action: () => void): void;
  clear(): void;
}

export function alarm(router: Router): Alarm {
  let callOff: CallOff | undefined;
  return {
    set: (milliseconds, action) => {
      callOff?.();
      callOff = router.clock.tick(milliseconds, () => {
        callOff = undefined;
        action();
      });
    },
    clear: () => {
      callOff?.();
      callOff = undefined;
    },
  };
}

/** The interface under a client: its row, if it is enabled and has a link. */
export function portOf(router: Router, client: Row): Row | undefined {
  const target = references.target(client.values.interface);
  const port = target === undefined ? undefined : router.store("/interface")?.get(target.id);
  if (port === undefined || isDisabled(client) || isDisabled(port)) return undefined;
  return router.lines.linked(port.values.name ?? "") ? port : undefined;
}

/** The line that is plugged into a port, whatever the port is called by now. */
export function lineAt(router: Router, isps: readonly Isp[], port: Row, access: Access): Isp | undefined {
  const plug = router.lines.portOf(port.values.name ?? "");
  return isps.find(({ options, plugged }) => options.access === access && plugged === plug);
}
