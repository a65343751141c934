#!/bin/sh
# Rebuilds reference.tsv with the google-libphonenumber version pinned in package.json and the plans in src/PhoneNumbers.
set -eu
cd "$(dirname "$0")"
npm install --no-package-lock --no-audit --no-fund --ignore-scripts
node build-reference.mjs ../../../src/PhoneNumbers/metadata/numbering-plans.txt reference.tsv
