#!/usr/bin/env bash
# `make test`: what the tests need, the checks, the suite, then what starts a server or a browser.
# DB=postgresql runs it all on Debian's PostgreSQL instead of SQLite. The last line is pytest's.
set -uo pipefail
cd "$(dirname "$0")/.."
BIN=.venv/bin
scratch=$(mktemp -d)
export LIHUA_DATA="$scratch/var" PYTHONDONTWRITEBYTECODE=
status=0
say() { printf '%s\n' "$*" >&2; }

install() {  # install Debian's packages, where we may
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
  export DEBIAN_FRONTEND=noninteractive
  { apt-get install -y -qq --no-install-recommends "$@" || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; }; } \
    >"$scratch/apt.log" 2>&1 || { tail -n 5 "$scratch/apt.log" >&2; return 1; }
}

need_chromium() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && return
  say "Installing Debian's Chromium for the journeys"
  install chromium fonts-noto-cjk fonts-noto-core || {
    say "!! Chromium could not be installed: the browser journeys will be skipped. As root: apt install chromium"
  }
}

start_postgresql() {
  local bin cluster="$scratch/postgresql" port as=()
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$bin" ] && ! command -v initdb >/dev/null; then
    say "Installing Debian's PostgreSQL"
    install postgresql || { say "!! PostgreSQL could not be installed. As root: apt install postgresql"; exit 1; }
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  fi
  [ -n "$bin" ] && PATH="$bin:$PATH"
  port=$($BIN/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  mkdir -p "$cluster" && chmod 711 "$scratch"
  if [ "$(id -u)" = 0 ]; then  # the server refuses to run as root
    id postgres >/dev/null 2>&1 || useradd --system --shell /bin/sh postgres
    chown postgres "$cluster"
    as=(setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups env "PATH=$PATH" "HOME=$cluster")
  fi
  say "Starting PostgreSQL on 127.0.0.1:$port"
  ( cd "$cluster" && "${as[@]}" initdb -D "$cluster/data" -U lihua -A trust -E UTF8 --locale=C.UTF-8 ) >"$scratch/initdb.log" 2>&1 \
    && ( cd "$cluster" && "${as[@]}" pg_ctl -D "$cluster/data" -w -l "$cluster/log" \
         -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$cluster -c fsync=off -c max_connections=200" start ) >/dev/null \
    || { say "!! PostgreSQL did not start:"; tail -n 5 "$scratch/initdb.log" "$cluster/log" >&2; exit 1; }
  stop_postgresql() { ( cd "$cluster" && "${as[@]}" pg_ctl -D "$cluster/data" -m immediate stop ) >/dev/null 2>&1; }
  export LIHUA_DATABASE_URL="postgresql://lihua@127.0.0.1:$port/lihua"
  ( cd "$cluster" && createdb -h 127.0.0.1 -p "$port" -U lihua lihua )
}

stop_postgresql() { :; }
trap 'stop_postgresql; rm -rf "$scratch"' EXIT

need_chromium
case "${DB:-sqlite}" in
  sqlite) ;;
  postgresql) start_postgresql ;;
  *) say "DB is '$DB': choose sqlite or postgresql"; exit 2 ;;
esac

say "== checks"
make --no-print-directory check || status=1

say "== suite (${DB:-sqlite})"
$BIN/pytest -q -n 2 --dist worksteal -m "not journey and not live" || status=1

say "== running villages and browser journeys"
$BIN/pytest -q -n 0 -m "journey or live"
last=$?
[ $last = 0 ] || [ $last = 5 ] || status=1  # 5: there is none
exit $status
