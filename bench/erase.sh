#!/usr/bin/env bash
# Measures erasures on PostgreSQL and SQLite: of contacts with 1,000 events and 100 tickets, and what 50 erasures a second leave of the rate of
# new sign-ups: beside them and beside as many requests that do nothing, in turn. Needs: the .NET SDK, PostgreSQL's programs, wrk, python3.
#   bench/erase.sh [rounds=3] [seconds=8] [erasures a second=50]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3} seconds=${2:-8} rate=${3:-50}
. bench/lib.sh

build src/Silo
start_postgres
start_service postgres "ConnectionStrings:Contacts=$(database contacts)" "Contacts:DataDirectory=$work/postgres-data"
start_service sqlite "Contacts:DataDirectory=$work/sqlite"

sign_up() { # url seconds run
  wrk -t2 -c64 -d"$2s" -s bench/wrk/register.lua "$1" -- "/api/v1/newsletter/register-contact?apiKey=$root_key&organisation=bench" "$3$$" new |
    awk '$1 == "RESULT" { print $2, $4, $5 }'
}

beside() { # mode url seconds run: sign-ups beside a paced client of that mode, and what that client saw
  coproc python3 bench/erase.py "$1" "$2" "$root_key" $(($3 + 1)) "$rate" "$4"
  local out=${COPROC[0]} signed_up
  read -r _ <&"$out"
  echo >&"${COPROC[1]}"
  signed_up=$(sign_up "$2" "$3" "$4")
  echo "$signed_up $(cat <&"$out")"
  wait "${COPROC_PID:-}" 2>/dev/null || true
}

for store in postgres sqlite; do
  port="${store}_port"
  url="http://127.0.0.1:${!port}"
  echo "$store: $(python3 bench/erase.py large "$url" "$root_key" 10 1000 100)"
  beside paced "$url" 12 100 >/dev/null # Warm-up.
  for round in $(seq "$rounds"); do
    if ((round % 2)); then idle=$(beside idle "$url" "$seconds" $((200 + round))); fi
    paced=$(beside paced "$url" "$seconds" $((300 + round)))
    if ((round % 2 == 0)); then idle=$(beside idle "$url" "$seconds" $((200 + round))); fi
    echo "$idle $paced" | awk -v store="$store" '{ printf "%s: sign-ups alone %d/s, p99 %s ms, %d failed; beside %s erasures/s " \
      "(p50 %s ms, p99 %s ms) %d/s, p99 %s ms, %d failed; %.2f\n", store, $1, $2, $3, $10, $11, $12, $7, $8, $9, $7 / $1 }'
  done
done
