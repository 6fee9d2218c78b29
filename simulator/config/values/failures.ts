/**
 * The words in which RouterOS refuses a value. Measured on 7.23.7 and CHR labs unless noted; the words say the
 * argument's name, or for enumerations and references its type.
 */
export const failures = {
  noSuchValue: (type: string) => `input does not match any value of ${type}`,
  /** An empty text where a row is expected (measured for interfaces). */
  ambiguous: (type: string) => `ambiguous value of ${type}, more than one possible value matches input`,
  outOfRange: (name: string, from: string | number, to: string | number) =>
    `value of ${name} out of range (${from}..${to})`,
  durationOutOfRange: (name: string, from: string, to: string) =>
    `value of ${name} is out of range (${from} .. ${to})`,
  trailing: (name: string) => `value of ${name} contains invalid trailing characters`,
  invalid: (name: string) => `invalid value for argument ${name}`,
  mac: () => "invalid value of mac, mac address required",
  /** `/ip/route` gateway that is neither an address nor an interface. */
  gateway: () => "invalid or unexpected argument base",
  dnsName: (text: string) => `failure: ${text} is not a valid dns name`,
  tooLong: (name: string, limit: number) => `value of ${name} too long, maximum length is ${limit}`,
} as const;
