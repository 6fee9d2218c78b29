# Decides which line is the default one: GW1 while ISP1 answers, GW2 otherwise.
# Runs on the router, RouterOS 7. Changes nothing but the distance of GW1, and only when it has to.
:local address1 "{{address1}}"
:local address2 "{{address2}}"
:local targets {77.88.8.8; 8.8.8.8; 94.100.180.200; 208.67.222.222}

# Exactly one row each, or nothing is done: with a row missing, half a switch would be worse than none.
:local gw1 [/ip/route/find where comment="GW1"]
:local gw2 [/ip/route/find where comment="GW2"]
:if ([:len $gw1] != 1 or [:len $gw2] != 1) do={:error "upd_route_rules: needs one route GW1 and one route GW2"}

# Each line is probed from its own address. The routing rules send these pings out of that line and no other.
:local good1 0
:local good2 0
:foreach target in=$targets do={
  :set good1 ($good1 + [/ping $target count=1 src-address=$address1])
  :set good2 ($good2 + [/ping $target count=1 src-address=$address2])
}

# GW2 stays at distance 2; GW1 is at 1 or at 3. So the two are never equal: equal routes would share the traffic.
:local distance1 [/ip/route/get $gw1 distance]
:local left ""
:if ($good1 > 0 and $distance1 != 1) do={
  /ip/route/set $gw1 distance=1
  :log info "upd_route_rules: switched to GW1, $good1 of 4 answers over ISP1"
  :set left $address2
}
:if ($good1 = 0 and $good2 > 0 and $distance1 = 1) do={
  /ip/route/set $gw1 distance=3
  :log info "upd_route_rules: switched to GW2, no answer over ISP1, $good2 of 4 over ISP2"
  :set left $address1
}

# Connections that were translated to the address of the line we left would go on using it. An entry may vanish
# between find and remove.
:if ($left != "") do={
  :foreach connection in=[/ip/firewall/connection/find where reply-dst-address=$left] do={
    :do {/ip/firewall/connection/remove $connection} on-error={}
  }
}
