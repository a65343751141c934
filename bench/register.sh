#!/usr/bin/env bash
# Measures register-contact against the yardstick (bench/Yardstick) on one private PostgreSQL, and on SQLite, in one run.
# Needs: the .NET SDK, PostgreSQL's programs, wrk. Prints requests/s, p50 and p99 in ms, errors; then the ratios and the peak memory.
#   bench/register.sh [rounds=3] [seconds=10] [connections=128]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3} seconds=${2:-10} connections=${3:-128}
. bench/lib.sh

build src/Silo
build bench/Yardstick
start_postgres
start_service postgres "ConnectionStrings:Contacts=$(database contacts)"
start_service sqlite "Contacts:DataDirectory=$work/sqlite"
start_yardstick

run=0
measure() { # name port path mode
  run=$((run + 1))
  # What lay idle while others were measured gets going first: memory that was taken back, statements, connections.
  wrk -t2 -c"$connections" -d3s -s bench/wrk/register.lua "http://127.0.0.1:$2" -- "$3" "$4" "${run}0$$" >/dev/null
  wrk -t2 -c"$connections" -d"${seconds}s" -s bench/wrk/register.lua "http://127.0.0.1:$2" -- "$3" "$4" "$run$$" |
    awk -v name="$1" -v mode="$4" '$1 == "RESULT" { printf "%-10s %-6s %8d/s  p50 %7.2f ms  p99 %7.2f ms  errors %d\n", name, mode, $2, $3, $4, $5 }' | tee -a "$work/results"
}

plain="/api/v1/newsletter/register-contact"
keyed="$plain?apiKey=$root_key&organisation=bench"
for mode in known new; do # Warm-up, and the pool of known addresses.
  for port in "$postgres_port" "$sqlite_port"; do seconds=3 measure warm-up "$port" "$keyed" "$mode" >/dev/null; done
  seconds=3 measure warm-up "$yardstick_port" "$plain" "$mode" >/dev/null
done
: >"$work/results"
for _ in $(seq "$rounds"); do
  for mode in new known; do
    measure yardstick "$yardstick_port" "$plain" "$mode"
    measure postgres "$postgres_port" "$keyed" "$mode"
    measure sqlite "$sqlite_port" "$keyed" "$mode"
  done
done

awk '{ key = $1 " " $2; n[key]++; v[key, n[key]] = $3 + 0; p[key, n[key]] = $8 + 0 }
  function median(a, key, m,   i, j, t, s) {
    for (i = 1; i <= m; i++) s[i] = a[key, i]
    for (i = 1; i <= m; i++) for (j = i + 1; j <= m; j++) if (s[j] < s[i]) { t = s[i]; s[i] = s[j]; s[j] = t }
    return m % 2 ? s[(m + 1) / 2] : (s[m / 2] + s[m / 2 + 1]) / 2
  }
  END {
    print "\nmedians"
    for (key in n) { rate[key] = median(v, key, n[key]); p99[key] = median(p, key, n[key]) }
    for (key in n) printf "%-18s %8.0f/s  p99 %7.2f ms\n", key, rate[key], p99[key]
    print "\nratios to the yardstick"
    split("new known", modes, " ")
    for (i = 1; i <= 2; i++) for (store in n) if (store !~ /yardstick/ && store ~ modes[i])
      printf "%-18s %.2f times the requests, %.2f times the p99\n", store, rate[store] / rate["yardstick " modes[i]], p99[store] / p99["yardstick " modes[i]]
  }' "$work/results"
echo
echo "peak memory: on PostgreSQL $(peak_memory "$postgres_pid"), on SQLite $(peak_memory "$sqlite_pid"), yardstick $(peak_memory "$yardstick_pid")"
