/**
 * How each setting of a router is written, and what it becomes. Values come from three places in two forms: stack
 * configuration and environment variables give text, structured configuration (`routeros:routers`) gives plain data.
 */
import { encodingExists } from "iconv-lite";
import { z } from "zod";

/** Where a way-in check logs in; the port is the router's own when left out. */
export interface Endpoint {
  readonly host: string;
  readonly port?: number;
}

/** How a router's certificate is trusted; with none of `ca`, `caFile`, `fingerprint` the system's authorities apply. */
export interface Trust {
  /** PEM text of the authority (or of the router's own certificate). */
  readonly ca?: string;
  /** A PEM file; a relative path starts at the Pulumi project's directory. */
  readonly caFile?: string;
  /** SHA-256 of the router's certificate as `AA:BB:…`. */
  readonly fingerprint?: string;
  /** The name the certificate must carry, where it is not the host. */
  readonly servername?: string;
}

/**
 * What a person writes in `routeros:safeApply`; default `auto`: as safe as this version can. `auto` and `off` write
 * without a guard today.
 */
export const safeApplyModes = ["auto", "off"] as const;
export type SafeApply = (typeof safeApplyModes)[number];

/** Explicit requests for a guard are refused while there is none: an ignored one would be a false safety. */
const guardsToCome = ["safe-mode", "scheduler", "both"] as const;
const noGuardYet =
  "asks for writes that the router itself undoes when they cut the way in, which is not available in this version: " +
  "routeros:safeApply can be auto or off, which both write without that guard";

const onOff = "must be true or false";
const portNumber = "must be a port number from 1 to 65535";
const span = "must be a time from 1s to 10m, such as 500ms, 30s or 2m";
const sha256 =
  "must be the SHA-256 fingerprint of the router's certificate: 64 hexadecimal digits, with or without colons";

/** Text that is meant as data (`{…}`, `[…]`) is read as data; broken JSON stays text and fails in its schema. */
function dataFromText(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // The parser's message quotes the text, and the text may hold a password.
    return value;
  }
}

const text = (what: string) => z.string(what).trim().min(1, what);

const host = text("must be a host name or an IP address")
  .refine(
    (value) => !/[\s/@]/.test(value),
    "must be a bare host name or IP address, without a scheme, path or user",
  )
  .refine((value) => !/^[^:]+:\d+$/.test(value), "must not carry a port: the port has a setting of its own")
  .transform((value) => value.replace(/^\[(.*)\]$/, "$1"));

const port = z.coerce.number(portNumber).int(portNumber).min(1, portNumber).max(65_535, portNumber);

const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((value) => value === "true")], onOff);

const milliseconds = { ms: 1, s: 1000, m: 60_000 } as const;
const deadline = z.union([z.number(), z.string()], span).transform((value, context) => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(String(value).trim());
  const length = match
    ? Number(match[1]) * milliseconds[(match[2] ?? "s") as keyof typeof milliseconds]
    : Number.NaN;
  if (length >= 1 && length <= 600_000) return length;
  context.addIssue(span);
  return z.NEVER;
});

const fingerprint = z
  .string(sha256)
  .transform((value) => value.replace(/[:\s]/g, "").toUpperCase())
  .refine((value) => /^[0-9A-F]{64}$/.test(value), sha256)
  .transform((value) => (value.match(/../g) ?? []).join(":"));

const certificate = z
  .string("must be a certificate as PEM text")
  .refine(
    (value) => value.includes("-----BEGIN CERTIFICATE-----"),
    "must be a certificate as PEM text (-----BEGIN CERTIFICATE-----)",
  );

const trust = z
  .strictObject(
    {
      ca: certificate.optional(),
      caFile: text("must be the path of a PEM file").optional(),
      fingerprint: fingerprint.optional(),
      servername: text("must be the name that the router's certificate carries").optional(),
    },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? `has no ${(issue.keys ?? []).join(", ")}: it takes ca, caFile, fingerprint, servername`
          : "must be false (plain text, the password too), true, or an object with ca or caFile, fingerprint, servername",
    },
  )
  .refine((value) => !(value.ca && value.caFile), "takes ca or caFile, not both");

const tls = z.preprocess(dataFromText, z.any()).transform((value, context): false | Trust => {
  if (value === false || value === "false") return false;
  const parsed = trust.safeParse(value === true || value === "true" ? {} : value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    context.addIssue({ code: "custom", message: issue.message, path: issue.path });
  return z.NEVER;
});

const endpointForm = "must be host or host:port, several separated by commas or as a list";

function endpoint(value: string): Endpoint | undefined {
  const match =
    /^(?:\[([^\]]+)\]|([^:\s]+)|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.%\w]*))(?::(\d+))?$/.exec(value);
  const found = match?.[1] ?? match?.[2] ?? match?.[3];
  if (!found) return undefined;
  const number = match?.[4] === undefined ? undefined : Number(match[4]);
  if (number !== undefined && (number < 1 || number > 65_535)) return undefined;
  return number === undefined ? { host: found } : { host: found, port: number };
}

const verify = z
  .preprocess(
    (value) => {
      const data = dataFromText(value);
      return typeof data === "string" ? data.split(",").map((part) => part.trim()) : data;
    },
    z.array(z.string(endpointForm), endpointForm),
  )
  .transform((values, context) =>
    values.flatMap((value) => {
      const found = endpoint(value);
      if (!found) context.addIssue(`"${value}" ${endpointForm}`);
      return found ? [found] : [];
    }),
  );

const safeApply = z
  .enum([...safeApplyModes, ...guardsToCome], `must be one of ${safeApplyModes.join(", ")}`)
  .transform((value, context): SafeApply => {
    const mode = safeApplyModes.find((one) => one === value);
    if (mode === undefined) context.addIssue(noGuardYet);
    return mode ?? z.NEVER;
  });

const encoding = text("must be the name of a code page, such as win1252 or win1251").refine(
  encodingExists,
  "is not a known code page; examples: win1250, win1251, win1252, gbk",
);

/** One setting: its form, and the value shown in the command that mends it. */
export interface Setting<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  readonly example: string;
  readonly secret?: boolean;
  /** No value is right in this version: the command takes the setting away. */
  readonly unavailable?: boolean;
}

/** Every setting of a router, by the name it has under `routeros:`. */
export const settings = {
  host: { schema: host, example: "10.0.0.1" },
  port: { schema: port, example: "8729" },
  user: { schema: text("must be the name of a RouterOS user"), example: "pulumi" },
  password: { schema: z.string("must be text"), example: "", secret: true },
  tls: { schema: tls, example: "true" },
  adopt: { schema: flag, example: "true" },
  replacedRouter: { schema: text("must be the fingerprint of the new router"), example: "HEX0123456" },
  verify: {
    schema: verify.refine(() => false, noGuardYet),
    example: "10.0.0.1,198.51.100.7:8729",
    unavailable: true,
  },
  safeApply: { schema: safeApply, example: "auto" },
  connectDeadline: { schema: deadline, example: "10s" },
  commandDeadline: { schema: deadline, example: "30s" },
  fallbackEncoding: { schema: encoding, example: "win1252" },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export type SettingValue<N extends SettingName> = z.output<(typeof settings)[N]["schema"]>;

/** `routeros:routers`: settings by router name, each written as at the top. */
export const routersSchema = z.preprocess(
  dataFromText,
  z.record(
    z.string(),
    z.record(z.string(), z.unknown(), "must be an object of settings"),
    "must be an object of routers by name",
  ),
);
