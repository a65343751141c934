#!/bin/sh
# Makes what silos and fronts of a cluster show each other: an authority, and one certificate for all processes, issued by it.
#   deploy/certificates.sh FOLDER [USER]
# The files belong to USER, which runs the service. Files that are there already are kept. The key of the authority is not: to add a process
# later, give it the same certificate, or make a new authority.
set -eu
cd "$1"
[ ! -e silo.pem ] || exit 0
umask 077
new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
new_key authority.key
openssl req -x509 -new -key authority.key -subj "/CN=contacts cluster authority" -days 3650 -out authority.pem
new_key silo.key
openssl req -new -key silo.key -subj "/CN=contacts silo" -out silo.csr
printf 'extendedKeyUsage = serverAuth, clientAuth\n' >silo.ext
openssl x509 -req -in silo.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 3650 -extfile silo.ext -out silo.crt
rm -f authority.key authority.srl silo.csr silo.ext
[ -z "${2:-}" ] || chown "$2" authority.pem silo.key silo.crt
mv silo.crt silo.pem
