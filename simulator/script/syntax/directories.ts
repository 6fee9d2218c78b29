/**
 * The directories of RouterOS 6 and 7, whether or not the simulator has them: where a path ends and a command
 * begins cannot be seen from a line alone (`/caps-man manager` is a place, `/terminal cuu` is a command). From the
 * manual's menus and general knowledge; a name that is missing is taken for a directory when a slash follows it.
 */
const listing = `
interface: 6to4 amt bonding bridge detect-internet dot1x eoip eoipv6 ethernet gre gre6 ipip ipipv6 l2tp-client l2tp-ether l2tp-server list lte macsec macvlan mesh ovpn-client ovpn-server ppp-client ppp-server pppoe-client pppoe-server pptp-client pptp-server sstp-client sstp-server veth virtual-ethernet vlan vpls vrrp vxlan w60g wifi wifiwave2 wireguard wireless
interface/bridge: calea filter host mdb mlag msti nat port port-controller port-extender settings vlan
interface/bridge/port: mst-override
interface/dot1x: client server
interface/dot1x/server: active state
interface/ethernet: poe switch
interface/ethernet/poe: settings
interface/ethernet/switch: acl egress-vlan-tag egress-vlan-translation host ingress-port-policer ingress-vlan-translation l3hw-settings mdb multicast-fdb one2one-vlan-switching port port-isolation port-leakage qos qos-group reserved-fdb rule shaper unicast-fdb vlan
interface/l2tp-server: server
interface/list: member
interface/lte: apn esim settings
interface/ovpn-server: server
interface/pppoe-server: server
interface/pptp-server: server
interface/sstp-server: server
interface/vxlan: fdb vteps
interface/wifi: aaa access-list cap capsman channel configuration datapath device interworking network provisioning radio registration-table security steering
interface/wifi/cap: auto-cert
interface/wifi/capsman: remote-cap
interface/wifiwave2: aaa access-list cap capsman channel configuration datapath interworking provisioning radio registration-table security steering
interface/wireguard: peers
interface/wireless: access-list align cap channels connect-list interworking-profiles manual-tx-power-table nstreme nstreme-dual registration-table security-multi-passphrase security-profiles sniffer snooper wds
ip: accounting address arp cloud dhcp-client dhcp-relay dhcp-server dns firewall hotspot ipsec kid-control media nat-pmp neighbor packing pool proxy reverse-proxy route service settings smb socks socksify ssh tftp traffic-flow upnp vrf
ip/accounting: snapshot uncounted web-access
ip/arp:
ip/cloud: advanced back-to-home-file back-to-home-user
ip/dhcp-client: option
ip/dhcp-server: alert config lease matcher network option vendor-class-id
ip/dhcp-server/option: sets
ip/dns: adlist cache forwarders static
ip/dns/cache: all
ip/firewall: address-list calea connection filter layer7-protocol mangle nat raw service-port
ip/firewall/connection: tracking
ip/hotspot: active cookie host ip-binding profile service-port user walled-garden
ip/hotspot/user: profile
ip/hotspot/walled-garden: ip
ip/ipsec: active-peers identity installed-sa key mode-config peer policy profile proposal settings statistics user
ip/ipsec/key: psk qkd rsa
ip/ipsec/policy: group
ip/kid-control: device
ip/media: settings
ip/neighbor: discovery-settings
ip/pool: used
ip/proxy: access cache cache-contents connections direct inserts lookups refreshes
ip/route: cache nexthop vrf
ip/service: webserver
ip/smb: shares users
ip/socks: access connections users
ip/tftp: settings
ip/traffic-flow: ipfix target
ip/upnp: interfaces
ipv6: address dhcp-client dhcp-relay dhcp-server firewall nd neighbor pool route settings
ipv6/dhcp-client: option
ipv6/dhcp-server: binding option
ipv6/firewall: address-list connection filter mangle nat raw
ipv6/nd: prefix proxy
ipv6/nd/prefix: default
ipv6/pool: used
caps-man: aaa access-list actual-interface-configuration channel configuration datapath interface manager provisioning radio rates registration-table remote-cap security
caps-man/manager: interface
certificate: builtin crl scep-server settings
certificate/scep-server: otp ra requests
console: settings
container: config envs mounts registry
dude: agent device map notification probe service
disk: btrfs settings
environment:
file: rsync-daemon sync
iot: bluetooth gpio lora modbus mqtt
iot/bluetooth: advertisers peripheral-devices scanners whitelist
iot/gpio: analog digital
iot/lora: joineui netid servers traffic
iot/mqtt: brokers subscriptions
log:
lora: joineui netid servers traffic
lcd: interface pin screenshot
mpls: forwarding-table forwarding-bridge interface ldp local-bindings remote-bindings settings traffic-eng
mpls/ldp: accept-filter advertise-filter interface local-mapping neighbor remote-mapping
mpls/traffic-eng: interface path tunnel
openflow: port
partitions:
port: firmware remote-access
ppp: aaa active l2tp-secret profile secret
queue: interface simple tree type
radius: incoming
routing: bfd bgp fantasy filter gmp id igmp-proxy isis mme nexthop ospf ospf-v3 pimsm prefix-lists rip ripng route rpki rule settings stats table
routing/bfd: configuration interface neighbor session
routing/bgp: advertisements aggregate connection evpn instance network peer session template vpls vpn vpnv4-route
routing/filter: chain community-ext-list community-large-list community-list num-list rule select-rule
routing/igmp-proxy: interface mfc
routing/isis: instance interface interface-template lsp neighbor
routing/ospf: area area-border-router as-border-router instance interface interface-template lsa nbma-neighbor neighbor network ospf-router route sham-link static-neighbor virtual-link
routing/ospf/area: range
routing/ospf-v3: area instance interface lsa nbma-neighbor neighbor
routing/pimsm: bsr igmp-interface-template instance interface-template neighbor static-rp uib-g uib-sg
routing/rip: instance interface interface-template keys neighbor network route static-neighbor
routing/stats: origin process step
safe-mode:
snmp: community
special-login:
store: disk
system: backup clock console default-configuration device-mode driver gps hardware health history identity leds license logging note ntp package ptp regulatory-domain-info resource routerboard scheduler script serial-terminal ssh-exec sup-output swos upgrade ups watchdog
system/backup: cloud
system/clock: manual
system/console: screen
system/gps: monitor
system/health: settings
system/leds: settings
system/logging: action
system/ntp: client key monitor-peers server
system/ntp/client: servers
system/package: local-update update
system/package/local-update: mirror update-package-source
system/ptp: port status
system/resource: cpu hardware irq pci usb
system/resource/irq: rps
system/routerboard: mode-button reset-button settings usb wps-button
system/script: environment job
system/upgrade: mirror upgrade-package-source
system/ups: settings
system/swos: settings
terminal:
tool: bandwidth-server calea dns-update e-mail graphing mac-server netwatch profile romon sms sniffer speed-test traffic-generator traffic-monitor user-manager
tool/graphing: interface queue resource
tool/mac-server: mac-winbox ping sessions
tool/romon: port
tool/sms: inbox
tool/sniffer: connection host packet protocol
tool/traffic-generator: packet-template port raw-packet-template stats stream
tool/user-manager: customer database history log payment profile router session user
tr069-client:
user: aaa active group settings ssh-keys
user/settings:
user/ssh-keys: private
user-manager: advanced attribute database limitation payment profile profile-limitation router session user
user-manager/profile:
user-manager/user: group
zerotier: controller interface peer
zerotier/controller: member
`;

/** Names of the directories in a directory (`ip/firewall`, `""` for the root). */
export const directories: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, readonly string[]>();
  const roots: string[] = [];
  for (const line of listing.trim().split("\n")) {
    const [path = "", names = ""] = line.split(":");
    found.set(`/${path}`, names.split(" ").filter(Boolean));
    if (!path.includes("/")) roots.push(path);
  }
  found.set("", roots);
  return found;
})();

/** Commands that menus of any kind have. */
export const verbs: ReadonlySet<string> = new Set(
  (
    "add align apply-changes blink bootp cancel cat check check-for-updates check-now check-status clean clear clear-all " +
    "comment connect copy create-group delete disable disconnect download downgrade edit enable erase export " +
    "export-certificate fetch find flood-ping flush force-update get getall import info input-line inkey install issued-revoke " +
    "listen load login make-static monitor monitor-traffic move password ping print profile quick-set read reboot " +
    "recursive-print release remove remove-file renew reset reset-configuration reset-counters reset-counters-all reset-mac-address resign restore " +
    "run save scan send set set-ca-passphrase shutdown sign sniffer snooper spectral-scan speed-test ssh start stop style su " +
    "take toggle traceroute trace try telnet torch uninstall unroll unset update upgrade upload upload-file usb-power-reset wake wol"
  ).split(" "),
);
