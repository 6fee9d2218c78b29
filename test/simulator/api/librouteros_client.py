"""What librouteros' own integration tests ask of a router, asked of the simulated one.

Arguments: port, user, password. Prints "ok" at the end; fails with a traceback otherwise.
"""

import sys

from librouteros import connect
from librouteros.exceptions import FatalError, MultiTrapError, TrapError
from librouteros.query import Key

port, user, password = int(sys.argv[1]), sys.argv[2], sys.argv[3]


def opened(secret=password):
    return connect(host="127.0.0.1", port=port, username=user, password=secret)


def trap_of(action):
    try:
        action()
    except (TrapError, MultiTrapError) as error:
        return str(error)
    raise AssertionError("no trap")


api = opened()
addresses = api.path("ip", "address")
key, address, comment = Key(".id"), Key("address"), Key("comment")

# Select by id and value; IN is a chain of ORs.
wanted = {"172.16.1.1/24", "172.16.1.2/24", "1.1.1.1/24"}
ids = [addresses.add(interface="ether1", address=value) for value in sorted(wanted)]
other = addresses.add(interface="ether1", address="7.7.7.7/24")
[found] = addresses.select(key, address).where(key == ids[0], address == "1.1.1.1/24")
assert found == {".id": ids[0], "address": "1.1.1.1/24"}, found
assert {row["address"] for row in addresses.select(address).where(address.In(*wanted))} == wanted

# A word whose length has a zero byte in its prefix.
long_text = "a" * (256 - len("=comment="))
addresses.update(**{".id": other, "comment": long_text})
[row] = addresses.select(comment).where(key == other)
assert row["comment"] == long_text, row

# Rows without any of the listed properties are bare; librouteros leaves such out.
assert [row for row in addresses.select(comment) if row] == [{"comment": long_text}]

# Removed rows are gone; nothing found is no error.
addresses.remove(*ids, other)
assert tuple(addresses.select(key).where(key == ids[0])) == ()
assert tuple(addresses) == ()
assert "no such item" in trap_of(lambda: addresses.remove(other))

# Errors.
refused = trap_of(lambda: addresses.add(address="127.0.0.2/32", interface="nowhere"))
assert refused == "input does not match any value of interface", refused
assert "no such command" in trap_of(lambda: tuple(api("/nowhere/print")))
assert trap_of(lambda: opened("wrong")) == "invalid user name or password (6)"

# Abandoning rows half-way does not disturb what follows.
for _ in api.path("interface"):
    break
assert tuple(opened().path("system", "identity"))[0]["name"]
try:
    tuple(opened()("/quit"))
    raise AssertionError("no !fatal")
except FatalError as error:
    assert str(error) == "session terminated on request", error

print("ok")
