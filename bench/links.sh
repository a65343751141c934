#!/usr/bin/env bash
# Measures unsubscribe links at 1,000 a second, each used once, as a mail program uses them (one click, RFC 8058) and as a person does (the
# form of the page), on PostgreSQL and SQLite, other builds of the service in turn with this one. No mail waits, and such
# requests have gone before. Needs: the .NET SDK, PostgreSQL's programs, wrk with LuaJIT, Python, curl.
#   [stores="postgres sqlite"] bench/links.sh [rounds=2] [seconds=10] [name=folder of another build's Contacts.Silo.dll ...]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-2} seconds=${2:-10}
builds=("this=src/Silo/bin/Release/net10.0" "${@:3}")
warm_up=6 stores=${stores:-postgres sqlite}
. bench/lib.sh

build src/Silo
start_postgres

links() { # port first last: the paths of the links of these contacts
  seq "$2" 1000 "$3" | xargs -P4 -I{} bash -c 'seq -s, "$1" "$(($1 + 999))" | sed "s/.*/{\"ids\":[&]}/" | curl -sf -X POST -d @- \
    -H "Authorization: Bearer $2" -H "Content-Type: application/json" "$3/api/v1/newsletter/links?organisation=bench"; echo' \
    links {} "$root_key" "http://127.0.0.1:$1" | grep -o '"unsubscribeUrl":"[^"]*' | grep -o '/u/.*'
}

unsubscribe() { # name seconds form
  local port="${1}_port" next="${1}_next"
  links "${!port}" "${!next}" "$((${!next} + $2 * 1000 + 999))" >"$work/links"
  printf -v "$next" %s "$((${!next} + $2 * 1000 + 1000))"
  wrk -t2 -c32 -d"$2s" -s bench/wrk/links.lua "http://127.0.0.1:${!port}" -- "$work/links" 500 "$3" |
    awk -v name="$1" -v form="$3" '$1 == "RESULT" { printf "%-18s %-10s %5d/s  p50 %6.2f ms  p99 %6.2f ms  failed %d\n", name, form, $2, $3, $4, $5 }'
}

services=()
for build in "${builds[@]}"; do
  name=${build%%=*} silo_folder=${build#*=}
  for store in $stores; do
    settings=("Contacts:DataDirectory=$work/$name-$store")
    [ "$store" = sqlite ] || { sql postgres -c "CREATE DATABASE $name" && settings+=("ConnectionStrings:Contacts=$(database "$name")"); }
    start_service "${name}_$store" "${settings[@]}"
    services+=("${name}_$store")
  done
done
for service in "${services[@]}"; do
  port="${service}_port" contacts=$((warm_up * 2000 + rounds * (seconds + 1) * 2000 + 4000)) run=0
  while [ "$contacts" -gt 0 ]; do
    run=$((run + 1))
    contacts=$((contacts - $(wrk -t2 -c128 -d3s -s bench/wrk/register.lua "http://127.0.0.1:${!port}" -- \
      "/api/v1/newsletter/register-contact?apiKey=$root_key&organisation=bench" "$run" new | awk '$1 == "RESULT" { print $6 - $5 }')))
  done
  printf -v "${service}_next" %s 1
  for form in one-click page; do unsubscribe "$service" "$warm_up" "$form" >/dev/null; done
done
for _ in $(seq "$rounds"); do
  for form in one-click page; do
    for service in "${services[@]}"; do unsubscribe "$service" "$seconds" "$form"; done
  done
done
