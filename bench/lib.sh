# Shared by the benchmarks: a private PostgreSQL, the service, the yardstick; all on loopback, all ended at the end. To be sourced.
work=$(mktemp -d)
chmod 755 "$work"
root_key=ROOT$(head -c 512 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | head -c 28)
pids=()

finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  [ -z "${postgres_data:-}" ] || as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -m "${postgres_stop:-immediate}" stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT

build() { dotnet build -c Release -v q --nologo "$1" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }

start_postgres() { # [data folder, kept where it is outside the working folder]
  postgres_bin=$(dirname "$(readlink -f "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb | tail -n 1)")")
  postgres_data=${1:-$work/postgres}
  server_port=$(free_port)
  if [ ! -e "$postgres_data/PG_VERSION" ]; then
    mkdir -p "$postgres_data"
    [ "$(id -u)" != 0 ] || chown postgres "$postgres_data"
    (cd / && as_postgres "$postgres_bin/initdb" -D "$postgres_data" -A trust -U contacts >/dev/null)
  fi
  (cd / && as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -w -t 600 -l "$postgres_data/log" \
    -o "-p $server_port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=512MB -c max_wal_size=4GB ${postgres_options:-}" start >/dev/null)
  for name in contacts yardstick; do
    "$postgres_bin/psql" -q -h 127.0.0.1 -p "$server_port" -U contacts -d postgres -c "CREATE DATABASE $name" >/dev/null 2>&1 || true
  done
}

sql() { # database [psql's arguments]
  "$postgres_bin/psql" -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$server_port" -U contacts -d "$1" "${@:2}"
}

database() { echo "Host=127.0.0.1;Port=$server_port;Username=contacts;Database=$1"; }

await_ready() { # port log
  for _ in $(seq 300); do
    curl -sf "http://127.0.0.1:$1/health/ready" >/dev/null && return
    sleep 0.2
  done
  echo "not ready:" && cat "$2" && exit 1
}

silo_folder=src/Silo/bin/Release/net10.0

start_service() { # name settings...: runs the build of $silo_folder, sets NAME_port and NAME_pid, creates the organisation "bench"
  local name=$1 port
  shift
  port=$(free_port)
  ASPNETCORE_ENVIRONMENT=Production dotnet "$silo_folder/Contacts.Silo.dll" --urls "http://127.0.0.1:$port" \
    --Contacts:RootKey "$root_key" "${@/#/--}" >"$work/$name.log" 2>&1 &
  pids+=($!)
  printf -v "${name}_pid" %s $!
  printf -v "${name}_port" %s "$port"
  await_ready "$port" "$work/$name.log"
  local status
  status=$(curl -s -o /dev/null -w '%{http_code}' -X POST "http://127.0.0.1:$port/bff/organisation/create" -H "Authorization: Bearer $root_key" \
    -H 'Content-Type: application/json' -d '{"slug": "bench", "name": "Bench"}')
  [ "$status" = 200 ] || [ "$status" = 409 ] || { echo "organisation not created: $status" && exit 1; } # 409: a database that is kept.
}

start_filled_service() { # contacts settings...: on a private PostgreSQL, with so many contacts in the organisation "bench"
  build src/Silo
  start_postgres
  start_service postgres "ConnectionStrings:Contacts=$(database contacts)" "${@:2}"
  echo "filling"
  sql contacts -v contacts="$1" -f bench/fill.sql
}

start_yardstick() {
  yardstick_port=$(free_port)
  ASPNETCORE_ENVIRONMENT=Production dotnet bench/Yardstick/bin/Release/net10.0/Contacts.Yardstick.dll \
    --urls "http://127.0.0.1:$yardstick_port" --ConnectionStrings:Yardstick "$(database yardstick)" >"$work/yardstick.log" 2>&1 &
  pids+=($!)
  yardstick_pid=$!
  await_ready "$yardstick_port" "$work/yardstick.log"
}

peak_memory() { awk '$1 == "VmHWM:" { printf "%d MB", $2 / 1024 }' "/proc/$1/status"; }
