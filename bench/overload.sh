#!/usr/bin/env bash
# register-contact under more than the machine can take: the best throughput first, then four times as much offered, from paced connections.
# The service and its database have one half of the processors, the clients the other, or the clients could not offer so much.
# Prints what was accepted and turned away per second, and, from a few connections beside, p50 and p99 of what is accepted.
# Needs: the .NET SDK, PostgreSQL's programs, wrk with LuaJIT.
#   bench/overload.sh [seconds=10] [connections at best=128] [store=postgres sqlite]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10} connections=${2:-128}
stores=${3:-postgres sqlite}
. bench/lib.sh

build src/Silo
half=$(($(nproc) / 2))
clients="taskset -c $half-$(($(nproc) - 1))"
taskset -p -c "0-$((half - 1))" $$ >/dev/null # what is started from here on, but for the clients
path="/api/v1/newsletter/register-contact?apiKey=$root_key&organisation=bench"

load() { # port connections delay: accepted and turned away per second
  run=$((${run:-0} + 1))
  $clients wrk -t1 -c"$2" -d"${seconds}s" -s bench/wrk/overload.lua "http://127.0.0.1:$port" -- "$path" "$run$$" "$3" load | awk '$1 == "RESULT"'
}

probe() { # accepted requests of a few connections, each a thread that sees its own times
  run=$((${run:-0} + 1))
  $clients wrk -t4 -c4 -d"$((seconds - 2))s" -s bench/wrk/overload.lua "http://127.0.0.1:$port" -- "$path" "$run$$" 10 probe | awk '$1 == "RESULT"'
}

for store in $stores; do
  case $store in
    postgres) start_postgres && start_service "$store" "ConnectionStrings:Contacts=$(database contacts)" ;;
    sqlite) start_service "$store" "Contacts:DataDirectory=$work/sqlite" ;;
  esac
  port_name=${store}_port pid_name=${store}_pid
  port=${!port_name}
  seconds=3 load "$port" "$connections" 0 >/dev/null # warm-up
  best=0
  for some in "$connections" $((4 * connections)); do
    accepted=$(load "$port" "$some" 0 | awk '{ printf "%d", $2 }')
    echo "$store: $accepted/s accepted from $some connections without a pause"
    best=$((accepted > best ? accepted : best))
  done
  for times in 4 8; do
    load "$port" "$((best * times / 10))" 100 >"$work/load" & # each connection waits 100 ms between requests: ten a second and fewer
    sleep 1.5
    probe >"$work/probe"
    wait $!
    awk -v times="$times" -v best="$best" 'NR == FNR { accepted = $2; turned = $3; failed = $4 } NR != FNR { p50 = $5; p99 = $6; probed = $2 }
      END { printf "  %d times offered (%d/s came): %d/s accepted, %.2f of the best, %d/s turned away, %d failed; accepted p50 %.0f ms, p99 %.0f ms (%d/s seen)\n",
        times, accepted + turned, accepted, accepted / best, turned, failed, p50, p99, probed }' "$work/load" "$work/probe"
  done
  echo "  peak memory $(peak_memory "${!pid_name}")"
  kill "${!pid_name}" && wait "${!pid_name}" || true
done
