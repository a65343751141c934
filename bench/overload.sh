#!/usr/bin/env bash
# register-contact under four and eight times the load: from four and eight times as many connections as bring the most, none of which ever
# pauses (a 503 too is followed by the next request at once), and at four and eight times that rate, evenly, over four times those
# connections, as far as they are free to send. The service and its database have one half of the processors, the clients the other.
# Prints what is accepted and turned away per second, and, from eight connections beside, p50 and p99 of what is accepted, the time after a
# refusal counted in.
# Needs: the .NET SDK, PostgreSQL's programs, wrk with LuaJIT.
#   bench/overload.sh [seconds=10] [connections=128 512] [stores=postgres sqlite]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10} connections=${2:-128 512} stores=${3:-postgres sqlite}
. bench/lib.sh

build src/Silo
half=$(($(nproc) / 2))
clients="taskset -c $half-$(($(nproc) - 1))"
taskset -p -c "0-$((half - 1))" $$ >/dev/null # what is started from here on, but for the clients
path="/api/v1/newsletter/register-contact?apiKey=$root_key&organisation=bench"

run=0
drive() { # mode threads connections seconds file [rate]
  run=$((run + 1))
  $clients wrk -t"$2" -c"$3" -d"$4s" --timeout 30s -s bench/wrk/overload.lua "http://127.0.0.1:$port" -- "$path" "$run$$" "$1" ${6:+$(($6 / $2))} |
    awk '$1 == "RESULT"' >"$work/$5"
}

overload() { # name connections [rate]
  drive load 2 "$2" "$seconds" load ${3:-} &
  sleep 1
  (run=$((run + 1000)) && drive probe 8 8 $((seconds - 2)) probe)
  wait $!
  run=$((run + 1))
  awk -v store="$store" -v name="$1" -v best="$best" 'NR == FNR { a = $2; t = $3; f = $4 } NR != FNR { p50 = $5; p99 = $6; a += $2; n = $7 }
    END { printf "%-9s %-22s %6d/s accepted, %6d/s turned away, %d failed; %.2f of the best; %d accepted had p50 %.0f ms, p99 %.0f ms\n",
      store, name, a, t, f, a / best, n, p50, p99 }' "$work/load" "$work/probe"
}

for store in $stores; do
  case $store in
    postgres) start_postgres && start_service "$store" "ConnectionStrings:Contacts=$(database contacts)" ;;
    sqlite) start_service "$store" "Contacts:DataDirectory=$work/sqlite" ;;
  esac
  port_name=${store}_port pid_name=${store}_pid
  port=${!port_name}
  drive load 2 128 3 warm-up
  best=0 most=0
  for some in $connections; do
    drive load 2 "$some" "$seconds" load
    awk -v n="$some" -v store="$store" '{ printf "%-9s %5d connections      %6d/s accepted, %6d/s turned away, %d failed\n", store, n, $2, $3, $4 }' "$work/load"
    accepted=$(awk '{ printf "%d", $2 }' "$work/load")
    [ "$accepted" -le "$best" ] || best=$accepted most=$some
  done
  for times in 4 8; do overload "$((times * most)) connections" $((times * most)); done
  for times in 4 8; do overload "$((times * best))/s offered" $((4 * most)) $((times * best)); done
  echo "$store peak memory $(peak_memory "${!pid_name}")"
  kill "${!pid_name}" && wait "${!pid_name}" || true
done
