#!/usr/bin/env bash
# Measures lists and searches at one million contacts in one organisation on a private PostgreSQL, while 200 registrations a second go on.
# Needs: the .NET SDK, PostgreSQL's programs, python3. Prints p50, p95 and the worst of each kind of request in ms.
#   bench/lists.sh [contacts=1000000] [requests of each kind=200]
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/lib.sh

start_filled_service "${1:-1000000}"
python3 bench/lists.py "http://127.0.0.1:$postgres_port" "$root_key" "${2:-200}"
echo "peak memory $(peak_memory "$postgres_pid")"
