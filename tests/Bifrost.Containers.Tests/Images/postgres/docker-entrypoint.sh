#!/usr/bin/env bash
# The interface of the official image's entry point as far as our compose file uses it: its variables, the step down from root, and a server that listens on its
# socket alone until the database is made.
set -euo pipefail

[[ ${1:-} != -* ]] || set -- postgres "$@"
[[ ${1:-} == postgres ]] || exec "$@"

# NAME, or the content of the file that NAME_FILE names.
from_file() {
  local file=$1_FILE
  [[ -n ${!file:-} ]] || return 0
  [[ -z ${!1:-} ]] || { echo "error: both $1 and $file are set" >&2; exit 1; }
  printf -v "$1" %s "$(<"${!file}")"
  export "${1?}"
  unset "$file"
}

if ((EUID == 0)); then
  mkdir -p "$PGDATA" /var/run/postgresql
  chmod 700 "$PGDATA"
  find "$PGDATA" /var/run/postgresql ! -user postgres -exec chown postgres {} +
  exec gosu postgres "$0" "$@"
fi

if [[ ! -s $PGDATA/PG_VERSION ]]; then
  from_file POSTGRES_PASSWORD
  from_file POSTGRES_USER
  from_file POSTGRES_DB
  from_file POSTGRES_INITDB_ARGS
  : "${POSTGRES_USER:=postgres}"
  : "${POSTGRES_DB:=$POSTGRES_USER}" "${POSTGRES_PASSWORD:=}" "${POSTGRES_HOST_AUTH_METHOD:=}"
  if [[ -z $POSTGRES_PASSWORD && $POSTGRES_HOST_AUTH_METHOD != trust ]]; then
    echo 'Error: Database is uninitialized and superuser password is not specified. Set POSTGRES_PASSWORD.' >&2
    exit 1
  fi
  # The arguments are words as a shell would read them.
  eval "words=(${POSTGRES_INITDB_ARGS:-})"
  initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${words[@]}"
  : "${POSTGRES_HOST_AUTH_METHOD:=$(postgres -C password_encryption "${@:2}")}"
  printf '\nhost all all all %s\n' "$POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"

  export PGPASSWORD=$POSTGRES_PASSWORD
  pg_ctl --silent --wait --options="$(printf '%q ' "${@:2}" -c listen_addresses= -p 5432)" start
  query=(psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --no-password --no-psqlrc)
  if [[ $POSTGRES_DB != postgres ]]; then
    "${query[@]}" --dbname=postgres --set=db="$POSTGRES_DB" <<<'create database :"db";'
  fi
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
    *.sh) if [[ -x $file ]]; then "$file"; else . "$file"; fi ;;
    *.sql) "${query[@]}" --dbname="$POSTGRES_DB" --file="$file" ;;
    esac
  done
  pg_ctl --silent --wait --mode=fast stop
  unset PGPASSWORD
  echo 'PostgreSQL init process complete; ready for start up.'
fi
exec "$@"
