/** Arguments of offices that tests begin with. */

/** Lines of each kind, as a program writes them. */
export const pppoe = {
  access: "pppoe",
  interface: "ether1",
  user: "user1",
  password: "secret-of-isp1",
} as const;
export const dhcp = { access: "dhcp", interface: "ether2" } as const;
export const standing = {
  access: "static",
  interface: "ether3",
  address: "203.0.113.130/25",
  gateway: "203.0.113.129",
} as const;
export const lte = { access: "existing", interface: "lte1" } as const;

/** The office of the how-to: nothing is said beyond its lines. */
export const plain = { wans: [pppoe, dhcp] } as const;

/** Secrets of the office with everything; none of them may be seen where secrets are not asked for. */
export const secrets = ["secret-of-isp1", "1234:telegram-token", "webhook-token"] as const;

/** Three lines and every option that adds rows. */
export const everything = {
  wans: [
    { ...pppoe, secondaryAddresses: ["198.51.100.9/29"] },
    { ...dhcp, metered: { block: "heavy" } },
    standing,
  ],
  lan: { networks: ["203.0.119.0/24"] },
  flows: "pin",
  natMode: "src-nat",
  onSwitch: {
    flushDns: true,
    updateCloudDns: true,
    notify: [
      { telegram: { token: "1234:telegram-token", chat: "-100123" } },
      { email: { to: "noc@example.com" } },
      { webhook: { url: "https://hooks.example.com/webhook-token" } },
      { script: "tell-everybody" },
    ],
  },
  inbound: [
    { name: "web", protocol: "tcp", port: 443, to: "192.168.88.20", from: ["203.0.116.0/24"] },
    { name: "rdp", protocol: "tcp", port: "5000-5010", to: "192.168.88.21", toPort: 3389, hairpin: false },
  ],
  routerServices: [{ name: "winbox", protocol: "tcp", port: 8291, from: ["203.0.117.9"] }],
  pinning: [
    { name: "voip", wan: "ISP2", hosts: ["192.168.88.30"], mode: "fallback" },
    { name: "mail", wan: "ISP3", protocol: "tcp", port: 25 },
  ],
  tunnels: {
    gre: [{ name: "gre-hq", wan: "ISP1", remoteAddress: "203.0.118.1" }],
    ipsec: [{ name: "cloud", wan: "ISP3", peer: "cloud-peer", dstAddress: "10.200.0.0/16" }],
  },
} as const;
