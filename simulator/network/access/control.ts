/** What a scenario can do to a provider's line. */
import { addressNumber, addressText } from "../addresses";
import type { Isp } from "./isp";
import type { LteModems } from "./lte";
import type { IspState } from "./options";
import type { PppoeClients } from "./pppoe";

export interface IspControl {
  readonly state: Readonly<IspState>;
  /** The address that the line gives now. */
  readonly address: string | undefined;
  set(change: Partial<IspState>): void;
  /** The PPPoE server ends the session, the LTE network detaches the modem; the client is told and begins again. */
  terminate(): void;
  /** The PPPoE server loses the session; the client has to find out. */
  forget(): void;
  /** Address and gateway of the next session, or after the next renewal of the lease; of static and LTE lines at once. */
  renumber(to: { readonly address?: string | undefined; readonly gateway?: string | undefined }): void;
}

interface Around {
  note(message: string): void;
  readonly pppoe: PppoeClients;
  readonly lte: LteModems;
  link(interfaceName: string, up: boolean): void;
}

export function controlOf(isp: Isp, { note, pppoe, lte, link: plug }: Around): IspControl {
  return {
    state: isp.state,
    get address() {
      return isp.assigned === undefined ? undefined : addressText(isp.assigned);
    },
    set: ({ link, ...rest }) => {
      const words = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
      if (words.length > 0) note(`${isp.name}: ${words.join(" ")}`);
      Object.assign(isp.state, rest);
      if (link !== undefined) plug(isp.plugged, link);
    },
    terminate: () => {
      pppoe.terminate(isp);
      lte.terminate(isp);
    },
    forget: () => {
      note(`${isp.name}: session forgotten`);
      pppoe.forget(isp);
    },
    renumber: ({ address, gateway }) => {
      const words = [
        ...(address === undefined ? [] : [`to ${address}`]),
        ...(gateway === undefined ? [] : [`gateway ${gateway}`]),
      ];
      note(`${isp.name}: renumbered ${words.join(", ")}`);
      if (gateway !== undefined) isp.setGateway(gateway);
      if (address === undefined) return;
      isp.setAddresses([address]);
      if (isp.options.access === "static") assignStatic(isp);
      lte.renumber(isp);
    },
  };
}

/** A static line has its address from the start. */
export function assignStatic(isp: Isp): void {
  isp.assign(addressNumber(isp.nextAddress().split("/")[0] as string));
}
