#!/usr/bin/env bash
# Measures imports: a CSV of new contacts, the same file again (nothing changes), a dry run of it, the undo of the first, then new contacts
# beside sign-ups at full speed.
# Needs: the .NET SDK, PostgreSQL's programs, wrk, python3. Prints rows/s of the job and the process's peak memory after each file.
#   bench/import.sh [rows=300000] [store=postgres|sqlite] [contacts before, on PostgreSQL=0]
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-300000} store=${2:-postgres} before=${3:-0}
. bench/lib.sh

build src/Silo
if [ "$store" = postgres ]; then
  start_postgres
  start_service import "ConnectionStrings:Contacts=$(database contacts)" "Contacts:DataDirectory=$work/import"
  [ "$before" = 0 ] || sql contacts -v contacts="$before" -f bench/fill.sql
else
  start_service import "Contacts:DataDirectory=$work/import"
fi

file() { # name prefix
  python3 - "$rows" "$2" >"$work/$1.csv" <<'PY'
import sys
print("email,phone,firstName,lastName,company,groups,emailSubscribed")
for i in range(int(sys.argv[1])):
    print(f"{sys.argv[2]}{i}@example.com,+420777{i % 1000000:06d},First{i},Last{i % 5000},Company {i % 300},customers|g{i % 50},yes")
PY
}

auth=(-H "Authorization: Bearer $root_key" -H "X-Organisation: bench")
import() { # label file [query]
  local started
  started=$(date +%s.%N)
  job=$(curl -sf -X POST "http://127.0.0.1:$import_port/bff/contact/import${3:-}" "${auth[@]}" -H 'Content-Type: text/csv' -T "$work/$2.csv" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["jobId"])')
  until curl -sf "http://127.0.0.1:$import_port/bff/contact/import/$job" "${auth[@]}" >"$work/job.json" && grep -q '"state":"\(done\|failed\)"' "$work/job.json"; do sleep 0.2; done
  python3 - "$1" "$started" "$work/job.json" "$(peak_memory "$import_pid")" <<'PY'
import datetime, json, sys
job = json.load(open(sys.argv[3]))["job"]
at = lambda name: datetime.datetime.fromisoformat(job[name])
seconds = (at("finishedAt") - at("startedAt")).total_seconds()
upload = at("startedAt").timestamp() - float(sys.argv[2])
print(f"{sys.argv[1]:<24} {job['rows'] / seconds:8.0f} rows/s  upload of {job['bytes'] / 1e6:.0f} MB {upload:.1f} s  "
      f"created {job['created']} updated {job['updated']} unchanged {job['unchanged']} failed {job['failed']}  peak memory {sys.argv[4]}")
PY
}

undo() { # label job
  local started
  started=$(date +%s.%N)
  curl -sf -X POST "http://127.0.0.1:$import_port/bff/contact/import/$2/undo" "${auth[@]}" -H 'Content-Type: application/json' -d '{"reason":"bench"}' >"$work/undo.json"
  until curl -sf "http://127.0.0.1:$import_port/bff/contact/import/$2" "${auth[@]}" >"$work/job.json" && grep -q '"state":"undone"' "$work/job.json"; do sleep 0.2; done
  python3 - "$1" "$started" "$work/job.json" "$(peak_memory "$import_pid")" <<'PY'
import json, sys, time
undo = json.load(open(sys.argv[3]))["job"]["undo"]
print(f"{sys.argv[1]:<24} {sum(undo[name] for name in ('restored', 'removed', 'kept')) / (time.time() - float(sys.argv[2])):8.0f} contacts/s  "
      f"restored {undo['restored']} removed {undo['removed']} kept {undo['kept']}  peak memory {sys.argv[4]}")
PY
}

file new a
file more b
import "new contacts" new
first=$job
import "the same again" new
import "a dry run" more "?dryRun=true"
undo "undo of the first" "$first"
path="/api/v1/newsletter/register-contact?apiKey=$root_key&organisation=bench"
signups() { # label run
  wrk -t2 -c32 -d10s -s bench/wrk/register.lua "http://127.0.0.1:$import_port" -- "$path" "$2" new |
    awk -v label="$1" '$1 == "RESULT" { printf "%-24s %8d/s  p50 %7.2f ms  p99 %7.2f ms  errors %d\n", label, $2, $3, $4, $5 }'
}
signups "sign-ups alone" 1
import "beside sign-ups" more &
importing=$!
signups "sign-ups beside it" 2
wait "$importing"
