"""
Erases people: "large" ones with long histories and many tickets, one after the other, or "paced" many small ones a second. "idle" asks as often
whether the service is alive: what the client itself takes of the machine.
"""
import http.client
import json
import statistics
import sys
import threading
import time
from urllib.parse import urlparse

mode, base, key = sys.argv[1], urlparse(sys.argv[2]), sys.argv[3]
local = threading.local()


def post(path, body):
    connection = getattr(local, "connection", None)
    if connection is None:
        connection = local.connection = http.client.HTTPConnection(base.hostname, base.port)
    connection.request("POST", path, json.dumps(body), {
        "Authorization": f"Bearer {key}", "X-Organisation": "bench", "Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    assert response.status == 200, (path, response.status, answer[:300])
    return json.loads(answer)


def erase(contact):
    return post("/bff/contact/erase", {"id": contact, "reason": "Asked for by letter", "suppress": True})["counts"]


def create(name):
    return post("/bff/contact/create", {"email": f"{name}@example.com", "firstName": "Jan", "lastName": "Barášek"})["contact"]


def in_parallel(work, items, threads=8):
    items = iter(items)
    lock = threading.Lock()

    def run():
        while True:
            with lock:
                item = next(items, None)
            if item is None:
                return
            work(item)

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def large(people, events, tickets):
    made = [create(f"large.{n}") for n in range(people)]
    ids, numbers = [one["id"] for one in made], [one["contactId"] for one in made]

    def live(n):
        for event in range(events - 1):
            post("/api/v1/contacts/update", {"id": numbers[n], "company": f"Company {event}"})
        for ticket in range(tickets):
            post("/api/v1/support/contact-form", {"message": f"Hello, this is question {ticket}.", "customerEmail": f"large.{n}@example.com"})

    in_parallel(live, range(people))
    times = []
    for contact in ids:
        start = time.perf_counter()
        counts = erase(contact)
        times.append((time.perf_counter() - start) * 1000)
        assert counts["events"] >= events and counts["tickets"] == tickets, counts
    print(f"erasing {events} events and {tickets} tickets: median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms")


def is_alive():
    connection = getattr(local, "connection", None)
    if connection is None:
        connection = local.connection = http.client.HTTPConnection(base.hostname, base.port)
    connection.request("GET", "/health/live")
    connection.getresponse().read()


def paced(seconds, rate, work):
    print("ready", flush=True)
    sys.stdin.readline()
    start, times = time.perf_counter(), []

    def one(n):
        time.sleep(max(0, start + n / rate - time.perf_counter()))
        begun = time.perf_counter()
        work(n)
        times.append((time.perf_counter() - begun) * 1000)

    in_parallel(one, range(seconds * rate), threads=32)
    times.sort()
    print(f"{len(times) / (time.perf_counter() - start):.1f} {times[len(times) // 2]:.1f} {times[int(len(times) * .99)]:.1f}")


def paced_erasures(seconds, rate, prefix):
    ids = []
    in_parallel(lambda n: ids.append(create(f"paced.{prefix}.{n}")["id"]), range(seconds * rate))
    paced(seconds, rate, lambda n: erase(ids[n]))


if mode == "large":
    large(*map(int, sys.argv[4:7]))
elif mode == "paced":
    paced_erasures(int(sys.argv[4]), int(sys.argv[5]), sys.argv[6])
else:
    paced(int(sys.argv[4]), int(sys.argv[5]), lambda n: is_alive())
