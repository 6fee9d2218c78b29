/** The how-to's office for RouterOS 6 (pppoe-isp1 and ether2-isp2), as a person types it. */
export const configuration = `/interface pppoe-client
add add-default-route=yes default-route-distance=11 disabled=no interface=ether1-isp1 keepalive-timeout=disabled name=pppoe-isp1 password=secret_password user=user1 allow=mschap2
/ip dhcp-client
add default-route-distance=12 disabled=no interface=ether2-isp2 use-peer-dns=no
/ip firewall mangle
add comment="ISP1 mark conn" action=mark-connection chain=prerouting connection-state=new in-interface=pppoe-isp1 new-connection-mark=from-ISP1
add comment="ISP2 mark conn" action=mark-connection chain=prerouting connection-state=new in-interface=ether2-isp2 new-connection-mark=from-ISP2
add action=mark-routing chain=prerouting connection-mark=from-ISP1 new-routing-mark=to-ISP1
add action=mark-routing chain=prerouting connection-mark=from-ISP2 new-routing-mark=to-ISP2

add action=mark-routing chain=output comment="ISP1 mangle" new-routing-mark=to-ISP1 src-address=1.1.1.10
add action=mark-routing chain=output comment="ISP2 mangle" new-routing-mark=to-ISP2 src-address=2.2.2.20
/ip firewall nat
add action=src-nat chain=srcnat comment="ISP1 NAT" out-interface=pppoe-isp1 to-addresses=1.1.1.10
add action=src-nat chain=srcnat comment="ISP2 NAT" out-interface=ether2-isp2 to-addresses=2.2.2.20
/ip route
# each provider's own table
add comment="ISP1 route" distance=1 gateway=1.1.1.1 routing-mark=ISP1
add comment="ISP2 route" distance=1 gateway=2.2.2.1 routing-mark=ISP2
add comment=GW1 distance=1 gateway=1.1.1.1
add comment=GW2 distance=2 gateway=2.2.2.1
/ip route rule
add comment="ISP1 rule" src-address=1.1.1.10/32 table=ISP1
add comment="ISP2 rule" src-address=2.2.2.20/32 table=ISP2
add dst-address=192.168.0.0/16 table=main
add routing-mark=to-ISP1 table=ISP1
/ip firewall address-list
add address=1.1.1.10 comment="ISP1 src IP" list=ISP1_src_IPs
/ip firewall filter
add action=drop chain=output comment="ISP1 restrict output" out-interface=pppoe-isp1 src-address-list=!ISP1_src_IPs
`;

/** Finds gateways by a regular expression with the interface in it, as the how-to's script does. */
export const script = `:local Iface1 "pppoe-isp1"
:local Iface2 "ether2-isp2"
:local Iface1Disabled true
:local GW1 ""
:local IP1 ""

:do {
:set Iface1Disabled [/interface get [/interface find name=$Iface1] disabled]
} on-error={}

:foreach i in=[/ip route find gateway-status~"reachable .* $Iface1$" and dst-address="0.0.0.0/0"] do={
:if ([/ip route get $i comment] = "") do={:set GW1 [/ip route get $i gateway]}
}
:local h
:if ("$GW1" != "") do={
:do {
:foreach i in=[/ip route find comment="ISP1 route"] do={
:if ($GW1 != [/ip route get $i gateway]) do={ /ip route set $i gateway=$GW1; :put "updated ISP1 route"; /log info "updated ISP1 route" }
}
} on-error={}
}
:foreach i in=[/ip address find interface=$Iface1] do={
:if ([/ip address get $i comment] ~ "secondary" or [/ip address get $i disabled]) do={} else={:set IP1 [/ip address get $i address]}
}
:local pos ""
:local curIP ""
:if ("$IP1" != "") do={
:set pos [:find "$IP1" "/"]
:if ($pos >= 0) do={ :set IP1 [:pick "$IP1" 0 $pos] }
:do {
:set h [/ip route rule find comment="ISP1 rule"]
:set curIP [/ip route rule get $h src-address]
:set pos [:find "$curIP" "/"]
:if ($pos >= 0) do={ :set curIP [:pick "$curIP" 0 $pos] }
:if ("$IP1" != "$curIP") do={ /ip route rule set $h src-address=$IP1; :put "updated ISP1 rule"; /log info "updated ISP1 rule" }
} on-error={}
}
:local PingTargets {77.88.8.8; 8.8.8.8}
:local GW1Pings 0
:local GW2Pings 0
:foreach host in=$PingTargets do={
:if (!$Iface1Disabled) do={
:local res [/ping $host count=1 interface=$Iface1]
:set GW1Pings ($GW1Pings + $res)
}
:local res [/ping $host count=1 interface=$Iface2]
:set GW2Pings ($GW2Pings + $res)
:delay 1
}
:local GW1InetOk ($GW1Pings >= 1)
:local GW2InetOk ($GW2Pings >= 1)
:local GW1h [/ip route find comment="GW1"]
:local GW2h [/ip route find comment="GW2"]
:local GW1distance [/ip route get $GW1h distance]
:local GW2distance [/ip route get $GW2h distance]
:if ($GW1InetOk && ($GW1distance >= $GW2distance)) do={
/ip route set $GW1h distance=1
/ip route set $GW2h distance=2
/ip firewall connection remove [find dst-address ~ ".*:5060"]
/ip firewall connection remove [find protocol="ospf"]
:put "Switched to GW1"
/log info "Switched to GW1"
}
:if (!$GW1InetOk && $GW2InetOk && ($GW2distance >= $GW1distance)) do={
/ip route set $GW1h distance=2
/ip route set $GW2h distance=1
:put "Switched to GW2"
/log info "Switched to GW2"
}
`;
