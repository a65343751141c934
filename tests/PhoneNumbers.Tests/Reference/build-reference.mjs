// Asks google-libphonenumber about examples of every region's numbers, in many spellings, right and wrong. One row each, tab-separated:
// input | default region, may be empty | valid, E.164, region (001 for none) -- or only: invalid
import { readFileSync, writeFileSync } from 'node:fs';
import google from 'google-libphonenumber';
import { fitting, grouped, mistyped, otherDigits, pick, random } from './samples.mjs';

const [plansFile, target] = process.argv.slice(2);
const util = google.PhoneNumberUtil.getInstance();
const plans = readFileSync(plansFile, 'utf8').split('\n').filter(line => line && !line.startsWith('#')).map(line => {
    const [code, region, , , idd, prefix, , , ...kinds] = line.split('\t');
    return { code, region, idd, prefix, kinds: kinds.map(kind => kind.slice(kind.indexOf(' ') + 1)) };
});
const geographic = plans.filter(plan => plan.region !== '001');

function answer(input, region) {
    try {
        const number = util.parse(input, region || undefined);
        return util.isValidNumber(number)
            ? ['valid', util.format(number, google.PhoneNumberFormat.E164), util.getRegionCodeForNumber(number)]
            : ['invalid'];
    } catch {
        return ['invalid'];
    }
}

const rows = new Map();
function ask(input, region = '') {
    rows.set(`${input}\t${region}`, answer(input, region));
}

function spell(plan, national) {
    const { code, region, idd, prefix } = plan;
    const home = region === '001' ? '' : region;
    const abroad = pick(geographic).region;
    const spellings = [
        () => ask(`+${code}${national}`),
        () => ask(`+${code} ${grouped(national)}`, pick(['', abroad])),
        () => ask(`+${code}${mistyped(national)}`),
        () => ask(`+${code} ${mistyped(national)}`, abroad),
        () => ask(`00${code}${national}`, 'CZ'),
        () => ask(`00 ${code} ${grouped(national)}`, 'GB'),
        () => ask(`\uFF0B${otherDigits(code + national)}`),
        () => ask(`+${code} (0) ${grouped(national)}`),
    ];
    if (home)
        spellings.push(
            () => ask(national, home),
            () => ask(grouped(national), home),
            () => ask(mistyped(national), home),
            () => ask(`${code}${national}`, home),
            () => ask(`(${code}) ${grouped(national)}`, home),
            () => ask(grouped(national), abroad));
    if (home && prefix)
        spellings.push(
            () => ask(fitting(prefix) + national, home),
            () => ask(grouped(fitting(prefix) + national), home),
            () => ask(fitting(prefix) + mistyped(national), home),
            () => ask(`+${code} ${fitting(prefix)}${national}`),
            () => ask(`+${code} (${fitting(prefix)}) ${national}`, abroad));
    if (home && idd)
        spellings.push(
            () => { const other = pick(plans); ask(`${fitting(idd)}${other.code}${fitting(pick(other.kinds))}`, home); },
            () => ask(`${fitting(idd)} ${code} ${grouped(national)}`, home),
            () => ask(`+${fitting(idd)}${code}${national}`, home));
    return spellings;
}

for (const plan of plans) {
    for (const kind of plan.kinds) {
        ask(`+${plan.code} ${fitting(kind)}`);
        for (let i = 0; i < 3; i++) pick(spell(plan, fitting(kind)))();
    }
    for (const spelling of spell(plan, fitting(plan.kinds[random(plan.kinds.length)]))) spelling();
}

// Here the rule "00 is always a plus sign" says more than libphonenumber does.
for (const region of ['', 'US', 'AU', 'JP', 'BR', 'KR']) ask('00420777123456', region);

const lines = [...rows].map(([asked, said]) => `${asked}\t${said.join('\t')}`);
writeFileSync(target, `${lines.join('\n')}\n`);
console.log(`${lines.length} rows, ${[...rows.values()].filter(said => said[0] === 'valid').length} of them valid numbers`);
