#!/usr/bin/env bash
# Measures exports of an organisation of a million contacts from a private PostgreSQL: rows a second, and the peak memory of the service.
# Needs: the .NET SDK, PostgreSQL's programs, curl.
#   bench/export.sh [contacts=1000000] [rounds=3]
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/lib.sh

start_filled_service "${1:-1000000}"
for round in $(seq "${2:-3}"); do
  for query in format=csv format=ndjson 'format=csv&consent=given' 'format=csv&fields=email'; do
    curl -sS -f -o "$work/file" -w '%{time_starttransfer} %{time_total}\n' -H "Authorization: Bearer $root_key" \
      "http://127.0.0.1:$postgres_port/bff/contact/export?organisation=bench&$query" >"$work/times"
    awk -v query="$query" -v lines="$(wc -l <"$work/file")" -v bytes="$(stat -c %s "$work/file")" \
      '{ printf "%s: %d rows, %d MB, first byte %.2f s, %d rows/s\n", query, lines - 1, bytes / 1e6, $1, (lines - 1) / $2 }' "$work/times"
  done
done
echo "peak memory $(peak_memory "$postgres_pid")"
