#!/usr/bin/env bash
# Measures register-contact against the yardstick (bench/Yardstick) on one private PostgreSQL, and on SQLite, in one run; other builds of
# the service too, in turn with this one. Needs: the .NET SDK, PostgreSQL's programs, wrk. Prints requests/s, p50 and p99 in ms, errors and
# the processor time of a request in µs, in the process and in PostgreSQL; then medians, the ratios to the yardstick, start and peak memory.
#   bench/register.sh [rounds=3] [seconds=10] [connections=128] [name=folder of another build's Contacts.Silo.dll ...]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3} seconds=${2:-10} connections=${3:-128}
others=("${@:4}")
. bench/lib.sh

build src/Silo
build bench/Yardstick
start_postgres
services=()
for build in "this=src/Silo/bin/Release/net10.0" "${others[@]}"; do
  name=${build%%=*} silo_folder=${build#*=}
  sql postgres -c "CREATE DATABASE $name"
  start_service "${name}_postgres" "ConnectionStrings:Contacts=$(database "$name")" "Contacts:DataDirectory=$work/$name"
  start_service "${name}_sqlite" "Contacts:DataDirectory=$work/$name-sqlite"
  services+=("${name}_postgres" "${name}_sqlite")
done
start_yardstick

ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 + $14 + $15 }' "/proc/$1/stat"; }  # of a process and its ended children
postgres_ticks() {
  local postmaster sum=0 pid
  postmaster=$(head -n 1 "$postgres_data/postmaster.pid")
  for pid in "$postmaster" $(cat "/proc/$postmaster/task/$postmaster/children"); do sum=$((sum + $(ticks "$pid" 2>/dev/null || echo 0))); done
  echo "$sum"
}

run=0
measure() { # name mode
  local port="${1}_port" pid="${1}_pid" path="/api/v1/newsletter/register-contact?apiKey=$root_key&organisation=bench" before database
  [ "$1" != yardstick ] || path="/api/v1/newsletter/register-contact?apiKey=yardstick"
  run=$((run + 1))
  # What lay idle while others were measured gets going first: memory that was taken back, statements, connections.
  wrk -t2 -c"$connections" -d2s -s bench/wrk/register.lua "http://127.0.0.1:${!port}" -- "$path" "${run}0$$" "$2" >/dev/null
  before=$(ticks "${!pid}") database=$(postgres_ticks)
  wrk -t2 -c"$connections" -d"${seconds}s" -s bench/wrk/register.lua "http://127.0.0.1:${!port}" -- "$path" "$run$$" "$2" >"$work/wrk"
  awk -v name="$1" -v mode="$2" -v own=$(($(ticks "${!pid}") - before)) -v database=$(($(postgres_ticks) - database)) '
    $1 == "RESULT" { printf "%-18s %-8s %8d/s  p50 %7.2f ms  p99 %7.2f ms  errors %d  own %5.1f us  postgres %5.1f us\n",
      name, mode, $2, $3, $4, $5, own * 1e4 / $6, database * 1e4 / $6 }' "$work/wrk" | tee -a "$work/results"
}

for mode in same changed new; do # Warm-up, and the pool of known addresses.
  for service in "${services[@]}" yardstick; do seconds=3 measure "$service" "$mode" >/dev/null; done
done
: >"$work/results"
for _ in $(seq "$rounds"); do
  for mode in new changed same; do
    for service in yardstick "${services[@]}"; do measure "$service" "$mode"; done
  done
done

awk '{ key = $1 " " $2; n[key]++; v[key, n[key]] = $3 + 0; p[key, n[key]] = $8 + 0; own[key, n[key]] = $13 + 0; db[key, n[key]] = $16 + 0 }
  function median(a, key, m,   i, j, t, s) {
    for (i = 1; i <= m; i++) s[i] = a[key, i]
    for (i = 1; i <= m; i++) for (j = i + 1; j <= m; j++) if (s[j] < s[i]) { t = s[i]; s[i] = s[j]; s[j] = t }
    return m % 2 ? s[(m + 1) / 2] : (s[m / 2] + s[m / 2 + 1]) / 2
  }
  END {
    print "\nmedians, with the ratio of requests and of p99 to the yardstick"
    for (key in n) { rate[key] = median(v, key, n[key]); p99[key] = median(p, key, n[key]) }
    for (key in n) {
      split(key, part, " "); base = "yardstick " part[2]
      printf "%-28s %8.0f/s %5.2f  p99 %7.2f ms %5.2f  own %5.1f us  postgres %5.1f us\n", key, rate[key], rate[key] / rate[base],
        p99[key], p99[key] / p99[base], median(own, key, n[key]), median(db, key, n[key]) | "sort -k2,2 -k1,1"
    }
  }' "$work/results"
echo
for service in "${services[@]}" yardstick; do pid="${service}_pid"; echo "peak memory of $service: $(peak_memory "${!pid}")"; done
