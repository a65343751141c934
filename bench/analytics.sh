#!/usr/bin/env bash
# Measures reports of sign-ups over a year with ten million of them from 50 sources in one organisation, on a private PostgreSQL.
# Needs: the .NET SDK, PostgreSQL's programs, python3. Prints p50, p95 and the worst of each kind of report in ms, and what the tallies
# take.
#   bench/analytics.sh [sources=50] [requests of each kind=200]
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/lib.sh

build src/Silo
start_postgres
start_service postgres "ConnectionStrings:Contacts=$(database contacts)"
echo "filling"
sql contacts -v sources="${1:-50}" -f bench/fill_sign_ups.sql
started=$SECONDS
until [ "$(sql contacts -At -c 'SELECT count(*) FROM sign_up_tally')" = 0 ]; do sleep 1; done
echo "folded in $((SECONDS - started)) s"
sql contacts -c "VACUUM ANALYZE sign_up_day"
sql contacts -At -c "SELECT count(*) || ' days, ' || pg_size_pretty(pg_total_relation_size('sign_up_day')) FROM sign_up_day"
python3 bench/analytics.py "http://127.0.0.1:$postgres_port" "$root_key" "${2:-200}"
echo "peak memory $(peak_memory "$postgres_pid")"
