#!/usr/bin/env bash
# Measures what a request costs with ten thousand, a million and ten million contacts in one organisation: three databases of one private
# PostgreSQL, a process on each, measured in turn, so that the ratios are of one and the same quarter of an hour.
# Needs: the .NET SDK, PostgreSQL's programs, wrk.
#   bench/scale.sh fill FOLDER [contacts...]                            once; a million contacts take some minutes and 1.5 GB
#   bench/scale.sh measure FOLDER [rounds=3] [seconds=8] [connections=128]    of the kinds in the variable kinds (new again changed list)
# Known addresses are drawn from as many as the variable known says (10000).
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/lib.sh
mode=$1 folder=$2
shift 2
postgres_stop=fast

databases() { sql postgres -Atc "SELECT substr(datname, 6) FROM pg_database WHERE datname LIKE 'size\_%' ORDER BY length(datname), datname"; }

fill() {
  local contacts
  for contacts in "$@"; do
    sql postgres -c "CREATE DATABASE size_$contacts"
    start_service filler "ConnectionStrings:Contacts=$(database "size_$contacts")"
    kill "$filler_pid" && wait "$filler_pid"
    echo "filling $contacts: $(date +%T)"
    sql "size_$contacts" -v contacts="$contacts" -f bench/fill.sql
  done
  echo "filled: $(date +%T)"
}

sizes() { # What a contact takes on the disk, in bytes, by table and index.
  local contacts
  for contacts in $(databases); do
    echo "bytes for each of $contacts contacts:"
    sql "size_$contacts" -AtF ' ' -c "
      SELECT '  ' || rpad(relname, 30), pg_total_relation_size(oid) / $contacts, 'of these, indexes', pg_indexes_size(oid) / $contacts
      FROM pg_class WHERE relkind = 'r' AND relname LIKE 'contact%' AND pg_total_relation_size(oid) > $contacts"
    sql "size_$contacts" -AtF ' ' -c "
      SELECT '    ' || rpad(indexrelid::regclass::text, 28), pg_relation_size(indexrelid) / $contacts
      FROM pg_index WHERE indrelid = 'contact'::regclass AND pg_relation_size(indexrelid) > $contacts"
  done
}

measure_once() { # contacts kind run
  local port=service_$1_port
  wrk -t2 -c"$connections" -d"${seconds}s" -s bench/wrk/scale.lua "http://127.0.0.1:${!port}" -- "$root_key" "$2" "$3" "$work/known_$1" |
    awk -v size="$1" -v kind="$2" '$1 == "RESULT" { printf "%-10s %-8s %8d/s  p50 %7.2f ms  p99 %7.2f ms  errors %d\n", kind, size, $2, $3, $4, $5 }'
}

measure() {
  rounds=${1:-3} seconds=${2:-8} connections=${3:-128} known=${known:-10000}
  local contacts kind round
  for contacts in $(databases); do
    start_service "service_$contacts" "ConnectionStrings:Contacts=$(database "size_$contacts")"
    sql "size_$contacts" -Atc "SELECT email FROM contact TABLESAMPLE SYSTEM (least(100, 200.0 * $known / $contacts)) WHERE email IS NOT NULL ORDER BY random() LIMIT $known" >"$work/known_$contacts"
  done
  for round in $(seq 0 "$rounds"); do
    for kind in ${kinds:-new again changed list}; do
      for contacts in $(databases); do
        measure_once "$contacts" "$kind" "$round$$" | { [ "$round" = 0 ] && cat >/dev/null || tee -a "$work/results"; } # The first warms up.
      done
    done
  done
  ratios
}

ratios() {
  awk '{ sum[$1, $2] += $3; n[$1, $2]++; kinds[$1]; if (!($2 in seen)) { seen[$2]; order[++sizes] = $2 } }
    END {
      print "\nmeans, and how many times more a request costs than with the fewest contacts"
      for (kind in kinds) for (i = 1; i <= sizes; i++) {
        mean = sum[kind, order[i]] / n[kind, order[i]]
        if (i == 1) first = mean
        printf "%-10s %-10s %8.0f/s %6.2f\n", kind, order[i], mean, first / mean
      }
    }' "$work/results"
}

[ "$mode" = fill ] || [ "$mode" = measure ] || { grep '^#   ' "$0" && exit 1; }
build src/Silo
start_postgres "$folder"
if [ "$mode" = fill ]; then
  [ $# -gt 0 ] || set -- 10000 1000000 10000000
  fill "$@"
  sizes
else
  measure "$@"
fi
