#!/bin/sh
# Makes the password that presswatch and its PostgreSQL share, once: docker/secrets/postgres-password.
#
# Compose mounts the file with the mode it has here, and two users read it inside, neither of them you; so the file is open and
# the folder around it is closed. Nobody else on this machine gets through to it.
set -eu
folder=$(dirname "$0")/secrets
file=$folder/postgres-password
if [ -s "$file" ]; then
  echo "kept: $file"
  exit
fi
mkdir -p "$folder"
chmod 0700 "$folder"
head -c 32 /dev/urandom | base64 | tr -d '\n=+/' >"$file.new"
chmod 0444 "$file.new"
mv "$file.new" "$file"
echo "made: $file"
