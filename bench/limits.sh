#!/usr/bin/env bash
# A key that behaves, alone and beside floods: of a key far past its limit, of keys that do not exist, and, as the measure of what any flood
# takes of the CPU, of health checks from as many connections. Prints requests/s and p99 of the key that behaves, then the ratios.
# Needs: the .NET SDK, PostgreSQL's programs, wrk.
#   bench/limits.sh [seconds=10] [flooding connections=32]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10} flooding=${2:-32}
. bench/lib.sh

build src/Silo
start_postgres
start_service limits "ConnectionStrings:Contacts=$(database contacts)"
url=http://127.0.0.1:$limits_port

new_key() { # limits
  curl -s -X POST "$url/bff/api-key/generate-key?organisation=bench" -H "Authorization: Bearer $root_key" -H 'Content-Type: application/json' \
    -d "{\"environment\": \"PROD\", \"scopes\": [\"contacts\"], \"limits\": $1}" | sed 's/.*"apiKey":"\([^"]*\)".*/\1/'
}

behave() { # name
  wrk -t1 -c8 -d"${seconds}s" --latency -H "Authorization: Bearer $good" "$url/api/v1/groups" |
    awk -v name="$1" '$1 == "99%" { p99 = $2 ~ /us/ ? $2 / 1000 : $2 ~ /ms/ ? $2 + 0 : $2 * 1000 } /Non-2xx/ { failed = $NF } $1 == "Requests/sec:" { rate = $2 }
      END { printf "%-16s %8.0f/s  p99 %7.2f ms  failed %d\n", name, rate, p99, failed }' | tee -a "$work/results"
}

beside() { # name wrk-arguments...: behaves while wrk floods
  local name=$1
  shift
  wrk -t1 -c"$flooding" -d"$((seconds + 2))s" "$@" >"$work/flood" &
  local flood_pid=$!
  sleep 1
  behave "$name"
  wait $flood_pid
  awk '$1 == "Requests/sec:" { printf "%16s the flood itself: %.0f/s\n", "", $2 }' "$work/flood"
}

rss() { awk '$1 == "VmRSS:" { printf "%d", $2 / 1024 }' "/proc/$limits_pid/status"; }
transactions() {
  "$postgres_bin/psql" -h 127.0.0.1 -p "$server_port" -U contacts -d contacts -At -c "SELECT xact_commit FROM pg_stat_database WHERE datname = 'contacts'"
}

good=$(new_key '{"perMinute": 100000000}')
flood=$(new_key '{"perMinute": 1000, "perHour": 1000}')
: >"$work/results"
for _ in 1 2; do behave warm-up >/dev/null; done
wrk -t1 -c"$flooding" -d3s -H "Authorization: Bearer $flood" "$url/api/v1/groups" >/dev/null # uses the limit up
: >"$work/results"
behave alone
beside "health checks" "$url/health/live"
beside "429s" -H "Authorization: Bearer $flood" "$url/api/v1/groups"
beside "unknown keys" -s bench/wrk/strangers.lua "$url"
awk '{ name = substr($0, 1, 16); sub(/ +$/, "", name); rest = substr($0, 17); split(rest, f, " "); rate[name] = f[1] + 0; p99[name] = f[3] + 0 }
  END {
    split("429s,unknown keys", floods, ",")
    for (i = 1; i <= 2; i++) printf "beside %s: %.2f of the throughput beside health checks, p99 %.2f times that beside them, %.2f times that alone\n",
      floods[i], rate[floods[i]] / rate["health checks"], p99[floods[i]] / p99["health checks"], p99[floods[i]] / p99["alone"]
  }' "$work/results"

echo
before=$(rss) commits=$(transactions)
wrk -t1 -c"$flooding" -d"${seconds}s" -s bench/wrk/strangers.lua "$url" | awk '$1 == "Requests/sec:" { printf "unknown keys alone: %.0f/s", $2 }'
sleep 1 # statistics of sessions arrive late
echo ", memory $before MB before, $(rss) MB after, $((($(transactions) - commits) / seconds)) transactions/s in the database"
