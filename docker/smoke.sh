#!/usr/bin/env bash
# Builds the image and tries it where no container engine runs: buildah builds it (chroot isolation) on a Debian that
# debootstrap makes; docker/smoke_run.sh then runs it as compose.yml would. With an engine, `docker compose up --wait` is the
# test: it waits for the same health check.
#
# Needs root, buildah, debootstrap, unshare, nsenter, setpriv, ip. Some five minutes, and 3 GB of disk. Settings:
#   ROOTFS      a folder with a Debian made by debootstrap, used again instead of making one
#   MIRROR      the Debian mirror for debootstrap
#   BUILD_ARGS  more words for `buildah bud`, such as "--secret id=pip.conf,src=/etc/pip.conf"
set -euo pipefail
cd "$(dirname "$0")/.."

image=localhost/presswatch-smoke
work=$(mktemp -d)
container=
end() {
  [ -z "$container" ] || buildah rm "$container" >/dev/null
  rm -rf "$work"
}
trap end EXIT
say() { printf '\n== %s\n' "$*"; }
fail() { printf 'smoke: %s\n' "$*" >&2; exit 1; }

say "a base of plain Debian"
if [ -z "${ROOTFS:-}" ]; then
  ROOTFS=$work/rootfs
  debootstrap --variant=minbase bookworm "$ROOTFS" ${MIRROR:+"$MIRROR"} >"$work/debootstrap.log" ||
    { tail "$work/debootstrap.log"; fail "debootstrap failed"; }
fi
container=$(buildah from scratch)
buildah add -q "$container" "$ROOTFS" / >/dev/null
buildah commit -q "$container" "$image-base" >/dev/null
buildah rm "$container" >/dev/null
container=

say "the image, from a checkout whose modes are closed to others"
mkdir -m 0700 "$work/checkout"
# A file of each kind that must stay outside lies where a careless rule would pick it up.
(umask 077
 git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- --ignore-failed-read 2>/dev/null |
   tar --extract --no-same-permissions --directory="$work/checkout"
 mkdir -p "$work/checkout/"{data,.venv,docker/secrets,ingest/__pycache__}
 touch "$work/checkout/"{data/x,.venv/x,.env,docker/secrets/x,ingest/__pycache__/x.pyc})
# shellcheck disable=SC2086  # BUILD_ARGS is words
buildah bud --isolation chroot --format docker ${BUILD_ARGS:-} --build-arg BASE="$image-base" \
  --file "$work/checkout/docker/Dockerfile" --tag "$image" "$work/checkout" >"$work/build.log" 2>&1 ||
  { tail -20 "$work/build.log"; fail "the build failed"; }
buildah images "$image"

say "what is in it"
container=$(buildah from "$image")
root=$(buildah mount "$container")
config() { buildah inspect --type image --format "$1" "$image"; }
[ "$(config '{{.OCIv1.Config.User}}')" = 10001:10001 ] || fail "it does not run as its own user"
found=$(cd "$root/app" && find . -mindepth 1 -maxdepth 1 ! -name '__pycache__' -printf '%P\n' | sort | xargs)
echo "/app: $found"
for name in data .venv .git .env docker tests; do
  [ ! -e "$root/app/$name" ] || fail "/app/$name is in the image"
done
[ ! -e "$root/app/ingest/__pycache__/x.pyc" ] || fail "a stray .pyc is in the image"
[ -z "$(find "$root/app" "$root/opt" ! -type l ! -perm -o=r -print -quit)" ] || fail "a file is closed to the user that runs"
[ -z "$(find "$root/app" "$root/opt" ! -type l -perm /022 -print -quit)" ] || fail "a file may be written by others than root"
[ "$(cd "$root" && find . -xdev -user 10001 -print)" = ./data ] || fail "the user that runs owns more than /data"
[ -z "$(find "$root/run/secrets" "$root/etc/pip.conf" "$root/root" -type f -size +0 -name '*pip*' -print 2>/dev/null)" ] ||
  fail "the build's settings are in the image"
[ -z "$(find "$root/run/secrets" -type f -print 2>/dev/null)" ] || fail "a secret of the build is in the image"
if grep -rqsIF "$work" "$root/app" "$root/opt/lock" "$root/etc"; then fail "the place of the build is in the image"; fi
if config '{{.OCIv1.Config.Env}} {{.History}}' | grep -iE 'password=|token=|index-url'; then fail "a setting of the build is in the history"; fi
du -sh "$root/opt/venv" | sed "s|$root||"

say "it runs"
# Its network is a loopback of its own: it reaches nothing outside, and disturbs no port of this machine.
IMAGE=$image ROOT=$root WORK=$work unshare --net --mount bash docker/smoke_run.sh
say "all of it works"
