#!/usr/bin/env python3
"""An SMTP server that forgets what it gets: takes a number of mails, says how fast they came, and ends.

    bench/smtp_sink.py PORT MAILS
"""
import asyncio
import re
import sys
import time

MESSAGE_ID = re.compile(rb"^Message-ID: (.*)\r$", re.MULTILINE | re.IGNORECASE)
EHLO = b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"


class Tally:
    def __init__(self, expected):
        self.expected, self.taken, self.ids, self.connections, self.began = expected, 0, set(), 0, None
        self.done = asyncio.get_running_loop().create_future()

    def take(self, content):
        self.began = self.began or time.monotonic()
        self.taken += 1
        self.ids.add(MESSAGE_ID.search(content).group(1))
        if len(self.ids) == self.expected and not self.done.done():
            self.done.set_result(time.monotonic() - self.began)


class Conversation(asyncio.Protocol):
    def __init__(self, tally):
        self.tally, self.buffer, self.in_data = tally, b"", False

    def connection_made(self, transport):
        self.transport = transport
        self.tally.connections += 1
        transport.write(b"220 sink\r\n")

    def data_received(self, data):
        self.buffer += data
        while self.step():
            pass

    def step(self):
        end = b"\r\n.\r\n" if self.in_data else b"\r\n"
        line, found, rest = self.buffer.partition(end)
        if not found:
            return False
        self.buffer = rest
        if self.in_data:
            self.tally.take(line)
            self.in_data = False
            self.transport.write(b"250 taken\r\n")
        else:
            self.answer(line[:4].upper())
        return True

    def answer(self, verb):
        if verb == b"DATA":
            self.in_data = True
        replies = {b"EHLO": EHLO, b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}
        self.transport.write(replies.get(verb, b"250 fine\r\n"))
        if verb == b"QUIT":
            self.transport.close()


async def main(port, expected):
    tally = Tally(expected)
    async with await asyncio.get_running_loop().create_server(lambda: Conversation(tally), "127.0.0.1", port):
        seconds = await tally.done
    print(
        f"{expected} mails in {seconds:.1f} s: {expected / seconds:.0f}/s over {tally.connections} connections, "
        f"{tally.taken - expected} twice", flush=True)


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
