#!/usr/bin/env bash
# One key floods far past its limit beside one that behaves: requests/s and p99 of the second alone, and with the flood beside it.
# Needs: the .NET SDK, PostgreSQL's programs, wrk.
#   bench/limits.sh [seconds=10]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
. bench/lib.sh

build src/Silo
start_postgres
start_service limits "ConnectionStrings:Contacts=$(database contacts)"
url=http://127.0.0.1:$limits_port

new_key() { # limits
  curl -s -X POST "$url/bff/api-key/generate-key?organisation=bench" -H "Authorization: Bearer $root_key" -H 'Content-Type: application/json' \
    -d "{\"environment\": \"PROD\", \"scopes\": [\"contacts\"], \"limits\": $1}" | sed 's/.*"apiKey":"\([^"]*\)".*/\1/'
}

good=$(new_key '{"perMinute": 100000000}')
flood=$(new_key '{"perMinute": 1000}')
behave() { wrk -t1 -c8 -d"${seconds}s" --latency -H "Authorization: Bearer $good" "$url/api/v1/groups" | grep -E '99%|Requests/sec|Non-2xx' || true; }

behave >/dev/null # warm
echo "alone:" && behave
wrk -t1 -c32 -d"$((seconds + 2))s" -H "Authorization: Bearer $flood" "$url/api/v1/groups" >"$work/flood" &
echo "beside a flood of 429s:" && behave
wait $!
echo "the flood itself:" && grep -E 'Requests/sec|Non-2xx' "$work/flood"
