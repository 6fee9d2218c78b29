/** What the router itself asks of servers: fetch, e-mail, cloud. The network carries it, the configuration plane waits. */

export interface OutgoingRequest {
  readonly protocol: "http" | "https" | "ftp" | "smtp" | "cloud";
  /** As it was written: a name or an address. */
  readonly host: string;
  /** `GET`, `POST` …; `RETR` and `STOR` of FTP, `MAIL` of SMTP, `UPDATE` of the cloud. */
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ServerResponse {
  /** Of HTTP; other protocols have 200 for success. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of one packet of a conversation. */
export type Said =
  | {
      readonly outcome: "answered";
      /** Milliseconds until the answer. */
      readonly time: number;
      /** To a request; other packets are answered without one. */
      readonly response: ServerResponse | undefined;
      /** Its source on the line it left by; undefined where it stayed in the LAN. */
      readonly source: string | undefined;
    }
  /** Nobody is behind the port, or nobody knows the connection. */
  | { readonly outcome: "reset"; readonly time: number }
  | { readonly outcome: "no route" }
  | { readonly outcome: "silence" };

/** A TCP connection of the router's own, packet by packet: each method sends one now. */
export interface Conversation {
  open(): Said;
  /** What comes before the request: a handshake, a login. */
  say(bytes: number): Said;
  ask(request: OutgoingRequest): Said;
  close(): void;
}

export interface Peer {
  readonly address: string;
  readonly port: number;
  /** The router's own address to speak from; default the route's. */
  readonly source?: string | undefined;
}
