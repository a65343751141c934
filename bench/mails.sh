#!/usr/bin/env bash
# Measures how fast the outbox is sent to a local SMTP server that forgets what it gets: mails of tickets that wait, on both stores.
# Needs: the .NET SDK, PostgreSQL's programs, Python. Prints mails/s, connections, mails that came twice, and the peak memory.
#   bench/mails.sh [mails=20000]
set -euo pipefail
cd "$(dirname "$0")/.."
mails=${1:-20000}
. bench/lib.sh

build src/Silo
start_postgres

# The same for both databases but for the series of numbers, the present instant and the cast to JSON.
outbox() { # numbers now cast
  cat <<SQL
INSERT INTO ticket (organisation_id, ticket_no, external_id, status, subject, message, email, first_name, score, reasons, text_hash, search_text, created_at, updated_at)
SELECT (SELECT organisation_id FROM organisation WHERE slug = 'bench'), n, 'bench-' || n, 0, 'Request ' || n, 'Hello, how are you? This is request ' || n, 'jan@example.com', 'Jan', 0, '', n, '', $2, $2 FROM $1;
INSERT INTO mail (organisation_id, mail_id, kind, priority, recipient, data, queued_at, due_at)
SELECT (SELECT organisation_id FROM organisation WHERE slug = 'bench'), 'bench-' || n, 'ticket', 1, 'desk-' || (n % 50) || '@example.com', ('{"ticket": ' || n || '}')$3, $2, $2 FROM $1;
SQL
}

stop() { kill "$1" && wait "$1" || true; }

prepare() { # settings...: a database with the organisation
  start_service before "$@"
  curl -sf -o /dev/null -X POST "http://127.0.0.1:$before_port/bff/organisation/settings?organisation=bench" \
    -H "Authorization: Bearer $root_key" -H 'Content-Type: application/json' -d '{"support": {"mailsPerHour": 100000}}'
  stop "$before_pid"
}

measure() { # name settings...
  local sink_port sink_pid
  sink_port=$(free_port)
  timeout 300 python3 bench/smtp_sink.py "$sink_port" "$mails" >"$work/$1.sink" &
  sink_pid=$!
  pids+=("$sink_pid")
  start_service sending "${@:2}" Contacts:Smtp:Host=127.0.0.1 "Contacts:Smtp:Port=$sink_port" Contacts:Smtp:StartTls=false
  wait "$sink_pid"
  echo "$1: $(cat "$work/$1.sink"), peak memory $(peak_memory "$sending_pid")"
  stop "$sending_pid"
}

prepare "ConnectionStrings:Contacts=$(database contacts)" "Contacts:DataDirectory=$work/p"
outbox "generate_series(1, $mails) AS n" 'now()' '::jsonb' | sql contacts
measure PostgreSQL "ConnectionStrings:Contacts=$(database contacts)" "Contacts:DataDirectory=$work/p"

prepare "Contacts:DataDirectory=$work/s"
numbers="(WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < $mails) SELECT n FROM s)"
outbox "$numbers" "$(date +%s)000000" "" | python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.stdin.read())' "$work/s/contacts.db"
measure SQLite "Contacts:DataDirectory=$work/s"
