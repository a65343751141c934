#!/bin/sh
# Makes the password of the database of docker-compose.yml, once: "password" for the server, "pgpass" for the service.
#   deploy/password.sh FOLDER SERVER_USER SERVICE_USER
set -eu
cd "$1"
[ ! -e pgpass ] || exit 0
umask 377
password=$(openssl rand -hex 24)
printf '%s' "$password" >password
printf 'postgres:5432:contacts:contacts:%s\n' "$password" >pgpass.new
chown "$2" password
chown "$3" pgpass.new
mv pgpass.new pgpass
