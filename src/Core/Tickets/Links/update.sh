#!/bin/sh
# Renews top-level-domains.txt and its licence from the npm package tlds: the newest version, or the one given.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" "tlds@${1:-latest}" >/dev/null
tar -xzf "$folder"/*.tgz -C "$folder"
cp "$folder/package/LICENSE" top-level-domains.LICENSE.txt
node - "$folder/package" >top-level-domains.txt <<'SCRIPT'
const { readFileSync } = require('node:fs');
const read = name => JSON.parse(readFileSync(`${process.argv[2]}/${name}`, 'utf8'));
const { name, version, license } = read('package.json');
if (license !== 'MIT') throw new Error(`The licence is ${license} now.`);
console.log(`# The root zone of IANA as ${name} ${version} has it, MIT (top-level-domains.LICENSE.txt). Renewed by update.sh.`);
console.log(read('index.json').join('\n'));
SCRIPT
grep -vc '^#' top-level-domains.txt
