#!/usr/bin/env bash
# Measures register-contacts, a thousand new contacts in each request, against register-contact with new contacts, in turn, on PostgreSQL
# and SQLite. Needs: the .NET SDK, PostgreSQL's programs, wrk. Prints rows/s, p50 and p99 of requests in ms and errors; then medians of
# rows/s and their ratio.
#   [stores="postgres sqlite"] bench/register_many.sh [rounds=3] [seconds=10] [connections=128] [requests at once=4]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3} seconds=${2:-10} connections=${3:-128} at_once=${4:-4} stores=${stores:-postgres sqlite}
. bench/lib.sh

build src/Silo
start_postgres
for store in $stores; do
  settings=("Contacts:DataDirectory=$work/$store")
  [ "$store" = sqlite ] || settings+=("ConnectionStrings:Contacts=$(database contacts)")
  start_service "$store" "${settings[@]}"
done

run=0
measure() { # store one|many seconds
  local port="${1}_port" route=register-contact script=register mode=new clients=$connections
  [ "$2" = one ] || { route=register-contacts script=register_many mode="" clients=$at_once; }
  run=$((run + 1))
  wrk -t2 -c"$clients" -d"$3s" --timeout 10s -s "bench/wrk/$script.lua" "http://127.0.0.1:${!port}" -- \
    "/api/v1/newsletter/$route?apiKey=$root_key&organisation=bench" "$run$$" $mode |
    awk -v store="$1" -v what="$2" '$1 == "RESULT" { printf "%-9s %-5s %8d rows/s  p50 %8.2f ms  p99 %8.2f ms  errors %d\n",
      store, what, $2, $3, $4, $5 }' | tee -a "$work/results"
}

for store in $stores; do for what in one many; do measure "$store" "$what" 4 >/dev/null; done; done
: >"$work/results"
for _ in $(seq "$rounds"); do
  for store in $stores; do for what in one many; do measure "$store" "$what" "$seconds"; done; done
done

echo
for store in $stores; do
  median() { awk -v store="$store" -v what="$1" '$1 == store && $2 == what { print $3 }' "$work/results" | sort -n | awk '{ v[NR] = $1 } END { print int((v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2) }'; }
  one=$(median one) many=$(median many)
  echo "$store: $many rows/s in requests of a thousand, $one one by one, ratio $(awk "BEGIN { printf \"%.2f\", $many / $one }")"
done
