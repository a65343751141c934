#!/bin/sh
# Renews domains.txt and its licence from the npm package disposable-email-domains-js: the newest version, or the one given.
# Run the tests afterwards: they name real providers that must not be in the list.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" "disposable-email-domains-js@${1:-latest}" >/dev/null
tar -xzf "$folder"/*.tgz -C "$folder"
cp "$folder/package/LICENSE" domains.LICENSE.txt
node - "$folder/package" >domains.txt <<'SCRIPT'
const { readFileSync } = require('node:fs');
const read = name => JSON.parse(readFileSync(`${process.argv[2]}/${name}`, 'utf8'));
const { name, version, license } = read('package.json');
const domains = read('dist/dict/disposable_email_blocklist.json');
if (license !== 'CC0-1.0') throw new Error(`The licence is ${license} now.`);
if (domains.some(domain => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain))) throw new Error('An entry is not a domain in ASCII and lower case.');
console.log(`# ${name} ${version}, CC0 1.0 (domains.LICENSE.txt). Renewed by update.sh; own-domains.txt adds to it.`);
console.log(domains.sort().join('\n'));
SCRIPT
grep -vc '^#' domains.txt
