"""Asks for lists and searches one after the other and prints their latencies, while registrations go on at 200 a second."""
import http.client
import json
import random
import sys
import threading
import time
from urllib.parse import quote, urlparse

base, key, rounds = urlparse(sys.argv[1]), sys.argv[2], int(sys.argv[3])
access = {"Authorization": f"Bearer {key}", "X-Organisation": "bench"}
stop = threading.Event()
registered = []


def register(worker):
    """A quarter of 200 registrations a second: half new addresses, half known ones."""
    connection = http.client.HTTPConnection(base.hostname, base.port)
    due, n = time.monotonic(), 0
    while not stop.is_set():
        n += 1
        address = f"during.{worker}.{n if n % 2 else n % 1000}@example.com"
        body = json.dumps({"email": address, "groups": ["large"], "firstName": "Jan", "lastName": f"Novák{n}"})
        start = time.perf_counter()
        connection.request("POST", "/api/v1/newsletter/register-contact", body, {**access, "Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        registered.append((time.perf_counter() - start, response.status))
        due += 0.02
        time.sleep(max(0, due - time.monotonic()))


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


def report(name, values):
    print(f"{name:34} p50 {percentile(values, .5):8.1f}  p95 {percentile(values, .95):8.1f}  worst {max(values) * 1000:8.1f} ms")


workers = [threading.Thread(target=register, args=(w,)) for w in range(4)]
for w in workers:
    w.start()

pick = random.Random(7)
letters = "novak lanek dumek petrova krares soman vladas chopak".split()
kinds = {
    "first page": lambda: "",
    "any page": lambda: f"page={pick.randint(1, 50000)}",
    "first page, warm": lambda: "",
    "any page of 100": lambda: f"per_page=100&page={pick.randint(1, 10000)}",
    "subscribed": lambda: f"subscribed={pick.randint(0, 1)}&page={pick.randint(1, 10000)}",
    "large group": lambda: f"group_id=1&page={pick.randint(1, 10000)}",
    "small group": lambda: "group_id=2",
    "large group, subscribed": lambda: f"group_id=1&subscribed={pick.randint(0, 1)}&page={pick.randint(1, 3000)}",
    "search: last name": lambda: f"search={pick.choice(letters)}",
    "search: first and last name": lambda: f"search={quote(pick.choice(['jan ', 'petra ', 'eva ']) + pick.choice(letters))}",
    "search: e-mail": lambda: f"search={quote(pick.choice(letters) + str(pick.randint(1000, 99999)) + '@')}",
    "search: phone digits": lambda: f"search={pick.randint(600000000, 601000000)}",
    "search: part of a phone": lambda: f"search={pick.randint(10000, 99999)}",
    "search: company": lambda: f"search={quote(f'company {pick.randint(100, 4999)}')}",
    "search: two letters": lambda: f"search={pick.choice(['ek', 'zq', 'ja'])}",
}
connection = http.client.HTTPConnection(base.hostname, base.port)
for name, query in kinds.items():
    values = []
    for _ in range(rounds if "two letters" not in name else max(5, rounds // 10)):
        path = "/api/v1/contacts?" + query()
        start = time.perf_counter()
        connection.request("GET", path, headers=access)
        response = connection.getresponse()
        body = response.read()
        values.append(time.perf_counter() - start)
        assert response.status == 200, (path, response.status, body[:200])
    report(name, values)
stop.set()
for w in workers:
    w.join()
report(f"{len(registered)} registrations meanwhile", [r[0] for r in registered])
print("registrations that failed:", sum(r[1] != 200 for r in registered))
