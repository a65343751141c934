#!/bin/sh
# Rebuilds numbering-plans.txt from the package version pinned in package.json.
# After a version change also run tests/PhoneNumbers.Tests/Reference/update.sh and the tests.
set -eu
cd "$(dirname "$0")"
npm install --no-package-lock --no-audit --no-fund --ignore-scripts
node build-metadata.mjs numbering-plans.txt
cp node_modules/libphonenumber-js/LICENSE LICENSE.libphonenumber-js
cp node_modules/libphonenumber-js/LICENSE.Apache LICENSE.libphonenumber
