#!/usr/bin/env bash
# Measures lists and searches at one million contacts in one organisation on a private PostgreSQL, while 200 registrations a second go on.
# Needs: the .NET SDK, PostgreSQL's programs, python3. Prints p50, p95 and the worst of each kind of request in ms.
#   bench/lists.sh [contacts=1000000] [requests of each kind=200]
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/lib.sh

build src/Silo
start_postgres
start_service postgres "ConnectionStrings:Contacts=$(database contacts)"
echo "filling"
"$postgres_bin/psql" -q -h 127.0.0.1 -p "$server_port" -U contacts -d contacts -v contacts="${1:-1000000}" -f bench/fill.sql
python3 bench/lists.py "http://127.0.0.1:$postgres_port" "$root_key" "${2:-200}"
echo "peak memory $(peak_memory "$postgres_pid")"
