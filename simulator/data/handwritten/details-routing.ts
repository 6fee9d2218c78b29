/** Addresses, routes, rules, tables and services: what the command trees do not say. */
import type { MenuDetails } from "./language";
import {
  address,
  address46,
  always,
  anInterface,
  anyInteger,
  bool,
  comment,
  disabled,
  duration,
  flag,
  gateway,
  integer,
  list,
  madeDisabled,
  optional,
  pattern,
  prefix,
  prefix46,
  routingTable,
  row,
  set,
  text,
  words,
} from "./types";

export const routing: Readonly<Record<string, MenuDetails>> = {
  "/ip/address": {
    source: "manual IP Addressing",
    required: ["address", "interface"],
    properties: {
      address: optional({ is: "interface-address" }),
      broadcast: optional(address),
      comment,
      disabled,
      interface: optional(anInterface()),
      netmask: optional(address),
      // Computed from the address when it is not given.
      network: optional(address),
    },
  },
  "/ip/dhcp-client": {
    source: "manual DHCP; defaults of the manual",
    required: ["interface"],
    properties: {
      "add-default-route": always(words("no special-classless yes"), "yes"),
      "allow-reconfigure": always(bool, "false"),
      "check-gateway": always(words("arp bfd none ping"), "none"),
      comment,
      "default-route-distance": always(integer(0, 255), "1"),
      // Its read form is not established: kept as written.
      "default-route-tables": always(
        list(pattern("[^,:\\s]+(?::(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5]))?")),
        "default",
      ),
      "dhcp-options": optional(list(row("dhcp-options", "/ip/dhcp-client/option")), {
        initial: "hostname,clientid",
      }),
      // The manual says yes, other software says no; the manual is followed.
      disabled: madeDisabled,
      dscp: always(integer(0, 63), "0"),
      interface: optional(anInterface()),
      name: optional(text),
      script: always(text, ""),
      "use-broadcast": always(words("always both never"), "both"),
      "use-peer-dns": always(bool, "true"),
      "use-peer-ntp": always(bool, "true"),
      "vlan-priority": always(integer(0, 7), "0"),
    },
  },
  "/ip/dhcp-client/option": {
    source: "manual DHCP",
    required: ["name", "code"],
    properties: {
      code: { free: integer(1, 254) },
      comment,
      name: optional(text),
      value: always(text, ""),
    },
  },
  "/ip/route": {
    source: "manual IP Routing; the reduced object of a disabled route measured on 7.23.7",
    properties: {
      blackhole: optional(flag),
      "check-gateway": { printing: "if-set" },
      comment,
      // Absent while the route is enabled.
      disabled: { type: bool, default: "false", printing: "if-true" },
      distance: always(integer(0, 255), "1"),
      "dst-address": always(prefix, "0.0.0.0/0"),
      gateway: optional(gateway),
      "pref-src": optional(address),
      "routing-table": always(routingTable("routing-table"), "main"),
      scope: always(integer(0, 255), "30"),
      "suppress-hw-offload": optional(bool),
      "target-scope": always(integer(0, 255), "10"),
      "vrf-interface": optional(anInterface()),
    },
  },
  "/routing/rule": {
    source: "manual Policy Routing",
    properties: {
      action: { default: "lookup" },
      chain: { default: "user" },
      comment,
      disabled,
      "dst-address": optional(prefix46),
      interface: optional(anInterface()),
      "min-prefix": optional(integer(0, 128)),
      realm: optional(anyInteger),
      "routing-mark": optional(routingTable("routing-mark")),
      "src-address": optional(prefix46),
      table: {
        type: [
          { until: "7.22.3", type: routingTable("table") },
          { since: "7.22.3", type: routingTable("table", "local") },
        ],
        default: "main",
      },
      // VRFs are not simulated: any name is taken.
      vrf: optional(text),
    },
  },
  "/routing/table": {
    source: "manual Policy Routing",
    properties: { comment, disabled, fib: optional(flag), name: optional(text) },
  },
  "/routing/route": {
    source: "command tree",
    properties: { comment, disabled: { type: bool, default: "false", printing: "if-true" } },
  },
  "/ip/service": {
    source: "manual Services",
    properties: {
      address: always(list(prefix46), ""),
      "available-from": optional(text),
      certificate: always(row("certificate", "/certificate", "none"), "none"),
      disabled,
      "max-sessions": always(integer(1, 1000), "20"),
      port: optional(integer(1, 65535)),
      "tls-version": always(words("any only-1.2"), "any"),
      vrf: always(text, "main"),
    },
  },
  "/ip/settings": {
    source: "manual IP Settings",
    singleton: true,
    properties: {
      "accept-redirects": always(bool, "false"),
      "accept-source-route": always(bool, "false"),
      "allow-fast-path": always(bool, "true"),
      "arp-timeout": always(duration, "30s"),
      "icmp-errors-use-inbound-interface-address": always(bool, "false"),
      "icmp-rate-limit": always(anyInteger, "10"),
      "icmp-rate-mask": always({ is: "hex" }, "0x1818"),
      "ip-forward": always(bool, "true"),
      "ipv4-fragment-time": always(duration, "30s"),
      "ipv4-high-fragment-thresh": always(anyInteger, "4194304"),
      "ipv4-multipath-hash-policy": always(words("l3 l3-inner l4"), "l3"),
      "max-neighbor-entries": always(anyInteger, "8192"),
      "route-cache": always(bool, "true"),
      "rp-filter": always(words("loose no strict"), "no"),
      "secure-redirects": always(bool, "true"),
      "send-redirects": always(bool, "true"),
      "tcp-syncookies": always(bool, "false"),
      "tcp-timestamps": always(words("disabled enabled random-offset"), "random-offset"),
    },
  },
};

const algorithms = (tree: string) => set(words(tree));

export const ipsec: Readonly<Record<string, MenuDetails>> = {
  "/ip/ipsec/policy": {
    source: "manual IPsec",
    required: ["peer"],
    properties: {
      action: { default: "encrypt" },
      comment,
      disabled,
      "dst-address": always(prefix46, "::/0"),
      "dst-port": always(integer(0, 65535, "any"), "any"),
      group: optional(text),
      "ipsec-protocols": { default: "esp" },
      level: { default: "require" },
      peer: optional(row("peer", "/ip/ipsec/peer")),
      proposal: always(row("proposal", "/ip/ipsec/proposal"), "default"),
      protocol: { free: integer(0, 255), default: "all" },
      "sa-dst-address": optional(address46),
      "sa-src-address": optional(address46),
      "src-address": always(prefix46, "::/0"),
      "src-port": always(integer(0, 65535, "any"), "any"),
      template: always(bool, "false", { printing: "if-true" }),
      tunnel: always(bool, "false"),
    },
  },
  "/ip/ipsec/peer": {
    source: "manual IPsec",
    properties: {
      address: always(prefix46, "::/0"),
      comment,
      disabled,
      "exchange-mode": { default: "main" },
      "local-address": optional(address46),
      name: optional(text),
      passive: { type: bool, default: "false", printing: "if-written" },
      port: optional(integer(1, 65535)),
      "ppk-secret": optional(text, { secret: true }),
      profile: always(row("profile", "/ip/ipsec/profile"), "default"),
      "send-initial-contact": always(bool, "true"),
    },
  },
  "/ip/ipsec/identity": {
    source: "manual IPsec",
    required: ["peer"],
    properties: {
      "auth-method": { default: "pre-shared-key" },
      certificate: optional(row("certificate", "/certificate")),
      comment,
      disabled,
      "eap-methods": optional(list(words("eap-mschapv2 eap-peap eap-tls eap-ttls"))),
      "generate-policy": { default: "no" },
      key: optional(text, { secret: true }),
      "match-by": written("remote-id"),
      "mode-config": optional(text),
      "my-id": optional(identity("address auto dn fqdn key-id user-fqdn")),
      "notrack-chain": optional(text),
      password: optional(text, { secret: true }),
      peer: optional(row("peer", "/ip/ipsec/peer")),
      "policy-template-group": optional(text),
      "remote-certificate": optional(row("certificate", "/certificate", "none")),
      "remote-id": optional(identity("address auto dn fqdn ignore key-id user-fqdn")),
      "remote-key": optional(text),
      secret: optional(text, { secret: true }),
      username: optional(text),
    },
  },
  "/ip/ipsec/profile": {
    source: "manual IPsec",
    required: ["name"],
    properties: {
      "dh-group": always(
        algorithms(
          "x25519 ecp256 ecp384 ecp521 modp8192 modp6144 modp4096 modp3072 modp2048 modp1536 modp1024 modp768",
        ),
        "modp2048,modp1024",
      ),
      "dpd-interval": always({ is: "duration", min: "0s", max: "1h", words: ["disable-dpd"] }, "2m"),
      "dpd-maximum-failures": always(integer(1, 100), "5"),
      "enc-algorithm": always(algorithms("aes-256 aes-192 aes-128 3des des"), "aes-128,3des"),
      "hash-algorithm": { default: "sha1" },
      lifebytes: optional(anyInteger),
      lifetime: always(duration, "1d"),
      name: optional(text),
      "nat-traversal": always(bool, "true"),
      ppk: { default: "no" },
      "prf-algorithm": { default: "auto" },
      "proposal-check": { default: "obey" },
    },
  },
  "/ip/ipsec/proposal": {
    source: "manual IPsec",
    required: ["name"],
    properties: {
      "auth-algorithms": always(algorithms("sha512 sha256 sha1 md5 null"), "sha1"),
      comment,
      disabled,
      "enc-algorithms": always(
        algorithms(
          "chacha20poly1305 aes-256-cbc aes-256-ctr aes-256-gcm camellia-256 aes-192-cbc aes-192-ctr aes-192-gcm camellia-192 aes-128-cbc aes-128-ctr aes-128-gcm camellia-128 3des blowfish twofish des null",
        ),
        "aes-256-cbc,aes-192-cbc,aes-128-cbc",
      ),
      lifetime: always(duration, "30m"),
      name: optional(text),
      "pfs-group": { default: "modp1024" },
    },
  },
};

function identity(kinds: string) {
  return pattern(`(?:${kinds.replaceAll(" ", "|")})(?::.*)?`);
}

function written(initial: string) {
  return { default: initial, printing: "if-written" as const };
}
