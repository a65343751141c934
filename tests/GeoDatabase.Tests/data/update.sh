#!/bin/sh
# Renews country.mmdb.br and expected.tsv. Needs node and npm; the versions are pinned so that a second run gives the same bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --no-audit --no-fund --ignore-scripts \
    @ip-location-db/geo-whois-asn-country-mmdb@2.3.2026061719 maxmind@5.0.7
cp "$here/update.mjs" .
node update.mjs node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb "$here"
