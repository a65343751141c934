// Writes the numbering plans of all regions as one line each, tab-separated, ordered by calling code and, within one code,
// with the code's main region first (that order decides whose number it is):
//
//   calling code | region, 001 where it is no country | possible lengths | pattern of any number | international prefix |
//   national prefix | its transform rule | leading digits | then one field per kind of number: lengths, a space, pattern
//
// A kind without lengths of its own has those of the plan.
import { readFileSync, writeFileSync } from 'node:fs';

const packageFolder = new URL('./node_modules/libphonenumber-js/', import.meta.url);
const readJson = name => JSON.parse(readFileSync(new URL(name, packageFolder), 'utf8'));
const { version } = readJson('package.json');
const metadata = readJson('metadata.max.json');

if (metadata.version !== 4) throw new Error(`Metadata layout ${metadata.version} is unknown to this script.`);

function ranges(lengths) {
    const parts = [];
    for (const length of [...lengths].sort((a, b) => a - b)) {
        const last = parts.at(-1);
        if (last && last[1] === length - 1) last[1] = length;
        else parts.push([length, length]);
    }
    return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

function line(region, plan) {
    const [callingCode, internationalPrefix, pattern, lengths, , nationalPrefix, , prefixForParsing, transform, , leading, kinds] = plan;
    const seen = new Set();
    const kindFields = [];
    for (const kind of kinds) {
        // An empty pattern stands for "mobile numbers look like fixed ones": nothing to add.
        if (!kind || !kind[0]) continue;
        const field = `${ranges(kind[1] ?? lengths)} ${kind[0]}`;
        if (!seen.has(field)) kindFields.push(field);
        seen.add(field);
    }
    const fields = [callingCode, region, ranges(lengths), pattern, internationalPrefix || '', prefixForParsing || nationalPrefix || '',
    transform || '', leading || '', ...kindFields];
    if (fields.some(field => /[^\x20-\x7e]/.test(field))) throw new Error(`Plan of ${region} ${callingCode} is not plain text.`);
    return fields.join('\t');
}

const plans = Object.entries(metadata.country_calling_codes)
    .flatMap(([, regions]) => regions.map(region => [region, metadata.countries[region]]))
    .concat(Object.values(metadata.nonGeographic).map(plan => ['001', plan]));
const order = new Map(plans.map((plan, index) => [plan, index]));
plans.sort((a, b) => Number(a[1][0]) - Number(b[1][0]) || order.get(a) - order.get(b));

writeFileSync(process.argv[2], `# libphonenumber-js ${version}\n${plans.map(([region, plan]) => line(region, plan)).join('\n')}\n`);
console.log(`${plans.length} plans of libphonenumber-js ${version}`);
