#!/usr/bin/env bash
# Measures the pages of the console with one million contacts in the organisation on a private PostgreSQL, alone and while sign-ups go on as
# fast as the machine takes them from some connections. Needs: the .NET SDK, PostgreSQL's programs, wrk, python3. Prints p50, p95 and the
# worst time to the first byte of each page in ms, the size of a first visit (page, stylesheet, scripts) in KB, and the rate of sign-ups.
#   bench/console.sh [contacts=1000000] [requests of each page=100] [connections of sign-ups=32]
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/lib.sh

start_filled_service "${1:-1000000}" "Contacts:DataDirectory=$work/data" Contacts:TrustedProxies=127.0.0.1
base="http://127.0.0.1:$postgres_port"
echo "alone"
python3 bench/console.py "$base" "$root_key" "${2:-100}"
echo "with sign-ups"
wrk -t1 -c"${3:-32}" -d900s -s bench/wrk/register.lua "$base" -- \
  "/api/v1/newsletter/register-contact?apiKey=$root_key&organisation=bench" "$$" changed >"$work/wrk" &
wrk_pid=$!
python3 bench/console.py "$base" "$root_key" "${2:-100}"
kill -INT "$wrk_pid" && wait "$wrk_pid" || true
awk '$1 == "RESULT" { print "sign-ups meanwhile " $2 "/s, p99 " $4 " ms, errors " $5 }' "$work/wrk"
echo "peak memory $(peak_memory "$postgres_pid")"
