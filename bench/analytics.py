"""Asks for reports of sign-ups one after the other and prints their latencies."""
import http.client
import json
import sys
import time
from urllib.parse import urlparse

base, key, rounds = urlparse(sys.argv[1]), sys.argv[2], int(sys.argv[3])
access = {"Authorization": f"Bearer {key}", "X-Organisation": "bench"}
year = "from=2025-01-01&to=2026-01-01&timeZone=Europe/Prague"
kinds = {
    "year by day and source": f"{year}&interval=day&groupBy=source",
    "year by week and source": f"{year}&interval=week&groupBy=source",
    "year by month and source": f"{year}&interval=month&groupBy=source",
    "year by hour": f"{year}&interval=hour",
    "year by day and group": f"{year}&interval=day&groupBy=group",
    "month by day and source": "from=2025-05-01&to=2025-06-01&timeZone=Asia/Kolkata&interval=day&groupBy=source",
    "day by hour and source": "from=2025-05-01&to=2025-05-02&interval=hour&groupBy=source",
}

connection = http.client.HTTPConnection(base.hostname, base.port)
for name, query in kinds.items():
    values, size = [], 0
    for round_ in range(rounds + 5):
        start = time.perf_counter()
        connection.request("GET", "/bff/analytics/signups?" + query, headers=access)
        response = connection.getresponse()
        body = response.read()
        if round_ >= 5:  # The first ones warm the code up.
            values.append((time.perf_counter() - start) * 1000)
        assert response.status == 200, body[:200]
    answer = json.loads(body)
    values.sort()
    print(f"{name:26} {len(answer['buckets']):6} buckets  {answer['totals']['submitted']:9} sign-ups  p50 {values[len(values) // 2]:7.1f}  "
          f"p95 {values[int(len(values) * .95)]:7.1f}  worst {values[-1]:7.1f} ms")
