"""Signs in to the console as a new owner, asks for its pages one after the other and prints the times to their first bytes."""
import html
import http.client
import json
import re
import sys
import time
import uuid
from urllib.parse import urlencode, urlparse

base, key, rounds = urlparse(sys.argv[1]), sys.argv[2], int(sys.argv[3])
connection = http.client.HTTPConnection(base.hostname, base.port)
cookies = {}


def ask(method, path, body=None, headers=None):
    """The time to the first byte in ms, the response and its body."""
    sent = {"X-Forwarded-Proto": "https", "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), **(headers or {})}
    start = time.perf_counter()
    connection.request(method, path, body, sent)
    response = connection.getresponse()
    first_byte = (time.perf_counter() - start) * 1000
    body = response.read()
    for header in response.headers.get_all("Set-Cookie") or []:
        name, value = header.split(";")[0].split("=", 1)
        cookies[name] = value
    return first_byte, response, body


def sign_in():
    """Invites an owner of the organisation, who accepts."""
    person = json.dumps({"email": f"{uuid.uuid4().hex}@example.com", "organisation": "bench", "role": "owner"})
    invited = ask("POST", "/bff/user/create", person, {"Authorization": f"Bearer {key}", "Content-Type": "application/json"})
    path = urlparse(json.loads(invited[2])["inviteUrl"]).path
    page = ask("GET", path)[2].decode()
    token = html.unescape(re.search('name="__RequestVerificationToken" value="([^"]+)"', page).group(1))
    form = urlencode({"password": "correct horse battery", "__RequestVerificationToken": token})
    answer = ask("POST", path, form, {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
    assert answer[1].status == 303, (answer[1].status, answer[2][:300])


def first_visit():
    """The bytes of the overview and all that it loads."""
    page = ask("GET", "/console/o/bench")[2]
    assets = set(re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.decode()))
    return len(page) + sum(len(ask("GET", asset)[2]) for asset in assets)


sign_in()
contact = re.search(r"/console/o/bench/contacts/([0-9A-Za-z]{16})", ask("GET", "/console/o/bench/contacts")[2].decode()).group(1)
pages = {
    "overview": "", "contacts": "/contacts", "contacts: page 20,000": "/contacts?page=20000", "contacts: search": "/contacts?q=novak",
    "contact": f"/contacts/{contact}", "groups": "/groups", "inbox": "/inbox", "imports": "/imports", "keys": "/keys",
    "settings": "/settings", "team": "/team", "audit": "/audit",
}
for name, path in pages.items():
    values = []
    for round_ in range(rounds + 3):
        first_byte, response, body = ask("GET", "/console/o/bench" + path)
        assert response.status == 200, (path, response.status, body[:300])
        if round_ >= 3:  # The first ones warm the code up.
            values.append(first_byte)
    values.sort()
    print(f"{name:24} p50 {values[len(values) // 2]:7.1f}  p95 {values[int(len(values) * .95)]:7.1f}  worst {values[-1]:7.1f} ms")
print(f"first visit {first_visit() / 1000:.0f} KB")
