/** Requests of the router's own that arrived at a server. */
import type { OutgoingRequest } from "../../config/outgoing";

export interface RequestReport extends OutgoingRequest {
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
  /** The server's address and port. */
  readonly address: string;
  readonly port: number;
  /** The line it left by; undefined for a server in the LAN. */
  readonly isp: string | undefined;
  /** Its source on that line. */
  readonly source: string | undefined;
}

export interface RequestBook {
  add(request: RequestReport): void;
  list(): readonly RequestReport[];
  reset(): void;
}

export function requestBook(note: (message: string) => void): RequestBook {
  let requests: RequestReport[] = [];
  return {
    add: (request) => {
      const { protocol, host, path, method, isp } = request;
      note(`${method} ${protocol}://${host}${path} arrived${isp === undefined ? "" : ` by ${isp}`}`);
      requests.push(request);
    },
    list: () => [...requests],
    reset: () => {
      requests = [];
    },
  };
}
