"""Refuses the network to every Python that starts with this folder on its PYTHONPATH, as all that the tests start do.

Python loads a file of this name by itself. Only this machine may be talked to, as a notebook's server talks to a browser.
A kernel's own messages do not pass here at all: they are ZeroMQ's. REFUSED may name a file to note each refusal in.
"""

import os
import sys

THIS_MACHINE = {None, "", "localhost", "127.0.0.1", "::1"}


def refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a file's name is a socket on this machine
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if host not in THIS_MACHINE:
        if os.environ.get("REFUSED"):
            with open(os.environ["REFUSED"], "a", encoding="utf-8") as log:
                print(event, host, file=log)
        raise OSError(f"the network is refused in the tests: {event} {host}")


sys.addaudithook(refuse)
