#!/usr/bin/env bash
# Measures contact-form on a private PostgreSQL: tickets that are not spam, each with a contact, a category and a mail that goes to a
# folder. Needs: the .NET SDK, PostgreSQL's programs, wrk. Prints requests/s, p50 and p99 in ms, errors; then what was stored, how fast the
# mails that waited went out, and the peak memory.
#   bench/tickets.sh [rounds=3] [seconds=10] [connections=128]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3} seconds=${2:-10} connections=${3:-128}
. bench/lib.sh

build src/Silo
start_postgres
start_service tickets "ConnectionStrings:Contacts=$(database contacts)" "Contacts:DataDirectory=$work/tickets" Contacts:TrustedProxies=127.0.0.1
query() { "$postgres_bin/psql" -h 127.0.0.1 -p "$server_port" -U contacts -d contacts -Atc "$1"; }
query "UPDATE organisation SET settings = '{\"support\": {\"allowedRecipients\": [\"@example.com\"], \"mailsPerHour\": 100000}}', version = version + 1" >/dev/null

path="/api/v1/support/contact-form?apiKey=$root_key&organisation=bench"
for run in $(seq 0 "$rounds"); do # The first is a warm-up.
  wrk -t2 -c"$connections" -d"${seconds}s" -s bench/wrk/tickets.lua "http://127.0.0.1:$tickets_port" -- "$path" "$run" |
    awk -v run="$run" '$1 == "RESULT" { printf "%s %8d/s  p50 %7.2f ms  p99 %7.2f ms  errors %d\n", run ? "run " run : "warm-up", $2, $3, $4, $5 }'
done
query "SELECT 'tickets ' || count(*) || ', last number ' || max(ticket_no) || ', spam ' || count(*) FILTER (WHERE status = 4) FROM ticket"
waiting=$(query "SELECT count(*) FROM mail WHERE state = 0") since=$(date +%s%N)
while [ "$(query "SELECT count(*) FROM mail WHERE state = 0")" != 0 ]; do sleep 0.2; done
awk -v n="$waiting" -v t=$(($(date +%s%N) - since)) 'BEGIN { printf "mails that waited at the end %d, sent in %.1f s: %.0f/s\n", n, t / 1e9, n / (t / 1e9) }'
query "SELECT 'mails ' || count(*) || ', sent ' || count(*) FILTER (WHERE state = 1) FROM mail"
echo "peak memory $(peak_memory "$tickets_pid")"
