"""A client of the RouterOS API in another language: standard library only, written from the protocol's description.

usage: client.py PORT plain|adh USER PASSWORD; prints "ok" or the first thing that is not as expected.
"""

import socket
import ssl
import sys


def prefix(n):
    for limit, size, mark in ((0x80, 1, 0), (0x4000, 2, 0x8000), (0x200000, 3, 0xC00000), (0x10000000, 4, 0xE0000000)):
        if n < limit:
            return (n | mark).to_bytes(size, "big")
    return b"\xf0" + n.to_bytes(4, "big")


def exactly(sock, n):
    data = b""
    while len(data) < n:
        part = sock.recv(n - len(data))
        if not part:
            raise EOFError("closed")
        data += part
    return data


def read_word(sock):
    first = exactly(sock, 1)[0]
    size = 1 if first < 0x80 else 2 if first < 0xC0 else 3 if first < 0xE0 else 4 if first < 0xF0 else 5
    rest = exactly(sock, size - 1)
    mask = {1: 0x7F, 2: 0x3F, 3: 0x1F, 4: 0x0F, 5: 0}[size]
    return exactly(sock, int.from_bytes(bytes([first & mask]) + rest, "big"))


def talk(sock, *words):
    words = [w if isinstance(w, bytes) else w.encode() for w in words]
    sock.sendall(b"".join(prefix(len(w)) + w for w in words) + b"\0")
    replies = []
    while not replies or replies[-1][0] not in (b"!done", b"!fatal"):
        sentence = list(iter(lambda: read_word(sock), b""))
        replies.append(sentence)
    return replies


def main(port, mode, user, password):
    sock = socket.create_connection(("127.0.0.1", int(port)), timeout=10)
    if mode == "adh":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("ADH:@SECLEVEL=0")
        sock = context.wrap_socket(sock)
        assert sock.getpeercert(True) is None, "a certificate was shown"
    login = talk(sock, "/login", "=name=" + user, "=password=" + password)
    assert login == [[b"!done"]], login
    source = ("# Büro\r\n" * 25000).encode() + bytes(range(128, 256))
    added = talk(sock, "/system/script/add", "=name=long", b"=source=" + source)
    assert added[-1][0] == b"!done" and added[-1][1].startswith(b"=ret=*"), added
    rows = talk(sock, "/system/script/print", "=.proplist=source", "?name=long", ".tag=t")
    assert rows[0] == [b"!re", b"=source=" + source, b".tag=t"], rows[0][:1]
    assert rows[1] == [b"!done", b".tag=t"], rows[1]
    gone = talk(sock, "/system/script/remove", "=.id=*FFFF")
    assert [r[0] for r in gone] == [b"!trap", b"!done"], gone
    assert talk(sock, "/quit") == [[b"!fatal", b"session terminated on request"]]
    print("ok")


main(*sys.argv[1:])
