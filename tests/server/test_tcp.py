from __future__ import annotations

import json
import re
import socket
import subprocess
import sys

from resp_lsp.server.frames import bodies
from tests.server.client import TIMEOUT

PARAMS: dict[str, object] = {"capabilities": {}, "processId": None, "rootUri": None}


def frame(**message: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def test_one_client_is_served_over_tcp() -> None:
    serve = "from resp_lsp.server.stdio import serve; raise SystemExit(serve(tcp='127.0.0.1:0'))"
    with subprocess.Popen((sys.executable, "-c", serve), stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        listening = re.search(rb"listening on (\S+):(\d+)", server.stderr.readline())
        assert listening is not None
        address = (listening[1].decode(), int(listening[2]))
        with socket.create_connection(address, TIMEOUT) as connection:
            stream = connection.makefile("rb")
            connection.sendall(frame(id=1, method="initialize", params=PARAMS))
            connection.sendall(frame(id=2, method="shutdown") + frame(method="exit"))
            answers = [json.loads(body) for body in bodies(stream)]
        assert [answer["id"] for answer in answers] == [1, 2]
        assert server.wait(TIMEOUT) == 0
