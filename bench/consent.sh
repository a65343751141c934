#!/usr/bin/env bash
# Measures sign-ups with confirmation on beside those with it off, in turn on one service, whose mails go to a local SMTP server that
# forgets them. On PostgreSQL and SQLite.
# Needs: the .NET SDK, PostgreSQL's programs, wrk, Python, curl.
#   bench/consent.sh [rounds=3] [seconds=8]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3} seconds=${2:-8}
. bench/lib.sh

build src/Silo
start_postgres
sink_port=$(free_port)
python3 bench/smtp_sink.py "$sink_port" 1000000000 >/dev/null &
pids+=($!)

call() { # port path body
  curl -sf -X POST "http://127.0.0.1:$1$2" -H "Authorization: Bearer $root_key" -H 'Content-Type: application/json' -d "$3"
}

run=0
sign_up() { # port organisation seconds: requests/s and p99
  run=$((run + 1))
  wrk -t2 -c64 -d"$3s" -s bench/wrk/register.lua "http://127.0.0.1:$1" -- \
    "/api/v1/newsletter/register-contact?apiKey=$root_key&organisation=$2" "$run$$" new forwarded | awk '$1 == "RESULT" { print $2, $4, $5 }'
}

measure() { # name settings...
  start_service service "${@:2}" Contacts:TrustedProxies=127.0.0.1/32 \
    Contacts:Smtp:Host=127.0.0.1 "Contacts:Smtp:Port=$sink_port" Contacts:Smtp:StartTls=false
  call "$service_port" /bff/organisation/create '{"slug": "confirmed", "name": "Confirmed"}' >/dev/null
  call "$service_port" "/bff/organisation/settings?organisation=confirmed" '{"consent": {"confirm": "always"}}' >/dev/null
  for organisation in bench confirmed; do sign_up "$service_port" $organisation 5 >/dev/null; done
  for _ in $(seq "$rounds"); do
    off=$(sign_up "$service_port" bench "$seconds") on=$(sign_up "$service_port" confirmed "$seconds")
    echo "$off $on" | awk -v name="$1" '{ printf "%s: off %d/s, p99 %s ms, %d failed; on %d/s, p99 %s ms, %d failed; %.2f\n", name, $1, $2, $3, $4, $5, $6, $4 / $1 }'
  done
  kill "$service_pid" && wait "$service_pid" || true
}

measure PostgreSQL "ConnectionStrings:Contacts=$(database contacts)" "Contacts:DataDirectory=$work/p"
measure SQLite "Contacts:DataDirectory=$work/s"
