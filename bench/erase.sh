#!/usr/bin/env bash
# Measures erasures on PostgreSQL and SQLite: of contacts with 1,000 events and 100 tickets, and what 50 erasures a second leave of the rate of
# new sign-ups, alone and beside them in turn. Needs: the .NET SDK, PostgreSQL's programs, wrk, python3.
#   bench/erase.sh [rounds=3] [seconds=8] [erasures a second=50]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3} seconds=${2:-8} rate=${3:-50}
. bench/lib.sh

build src/Silo
start_postgres
start_service postgres "ConnectionStrings:Contacts=$(database contacts)" "Contacts:DataDirectory=$work/postgres-data"
start_service sqlite "Contacts:DataDirectory=$work/sqlite"

run=0
sign_up() { # url seconds
  run=$((run + 1))
  wrk -t2 -c64 -d"$2s" -s bench/wrk/register.lua "$1" -- "/api/v1/newsletter/register-contact?apiKey=$root_key&organisation=bench" \
    "$run$$" new | awk '$1 == "RESULT" { print $2, $4, $5 }'
}

for store in postgres sqlite; do
  port="${store}_port"
  url="http://127.0.0.1:${!port}"
  echo "$store: $(python3 bench/erase.py large "$url" "$root_key" 10 1000 100)"
  sign_up "$url" 8 >/dev/null # Warm-up.
  for round in $(seq "$rounds"); do
    alone=$(sign_up "$url" "$seconds")
    coproc python3 bench/erase.py paced "$url" "$root_key" $((seconds + 1)) "$rate" "$round"
    read -r _ <&"${COPROC[0]}"
    echo >&"${COPROC[1]}"
    beside=$(sign_up "$url" "$seconds")
    erased=$(cat <&"${COPROC[0]}")
    wait "$COPROC_PID" 2>/dev/null || true
    echo "$alone $beside $erased" | awk -v store="$store" '{ printf "%s: sign-ups alone %d/s, p99 %s ms, %d failed; beside %s erasures/s " \
      "(p50 %s ms, p99 %s ms) %d/s, p99 %s ms, %d failed; %.2f\n", store, $1, $2, $3, $7, $8, $9, $4, $5, $6, $4 / $1 }'
  done
done
