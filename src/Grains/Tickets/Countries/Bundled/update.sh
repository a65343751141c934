#!/bin/sh
# Packs a country database as country.mmdb.br: the file that is named, else the one of the npm package. Needs node and npm.
# Run the tests of Countries afterwards, and change the version in README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
package=@ip-location-db/geo-whois-asn-country-mmdb@2.3.2026061719
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# -eq 1 ]; then
    cp "$1" "$work/country.mmdb"
else
    (cd "$work" && npm pack --silent "$package" > /dev/null && tar -xzf ./*.tgz && mv package/geo-whois-asn-country.mmdb country.mmdb)
fi
# A window of 4 MB: a larger one makes the file no smaller, and unpacking takes as much memory as that.
node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const { brotliCompressSync, constants: { BROTLI_PARAM_LGWIN, BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } } = require("node:zlib");
const [, source, target] = process.argv;
const content = readFileSync(source);
const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 22, [BROTLI_PARAM_SIZE_HINT]: content.length };
writeFileSync(target, brotliCompressSync(content, { params }));
' "$work/country.mmdb" "$here/country.mmdb.br"
