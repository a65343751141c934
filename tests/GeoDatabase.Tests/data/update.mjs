// Compresses a database and writes what an independent reader answers for random addresses and for the edges of their networks.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { Reader } from 'maxmind';

const [, , source, target] = process.argv;
const file = readFileSync(source);
const reader = new Reader(file);

// xorshift, seeded: a second run asks for the same addresses.
let state = 0x2545f491;
const random = () => {
  state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
  return state >>> 0;
};

const format = (value, bits) => {
  const parts = [];
  if (bits === 32) {
    for (let i = 24n; i >= 0n; i -= 8n) parts.push((value >> i) & 255n);
    return parts.join('.');
  }
  for (let i = 112n; i >= 0n; i -= 16n) parts.push(((value >> i) & 0xffffn).toString(16));
  return parts.join(':');
};

const answers = new Map();
const ask = (value, bits) => {
  if (value < 0n || value >> BigInt(bits)) return 0;
  const address = format(value, bits);
  const [record, prefix] = reader.getWithPrefixLength(address);
  answers.set(address, record?.country_code ?? '-');
  return prefix;
};
const askWithEdges = (value, bits) => {
  const size = 1n << BigInt(bits - ask(value, bits));
  const first = value - (value % size);
  for (const edge of [first - 1n, first, first + size - 1n, first + size]) ask(edge, bits);
};

for (let i = 0; i < 1200; i++) askWithEdges(BigInt(random()), 32);
for (let i = 0; i < 1200; i++) {
  // Global unicast where most of the assignments are, and a few from anywhere.
  const high = i % 10 === 0 ? BigInt(random()) : BigInt([0x2001, 0x2400, 0x2600, 0x2800, 0x2a00, 0x2c00][i % 6] + (random() % 32)) << 16n | BigInt(random() & 0xffff);
  const rest = BigInt(random()) << 64n | BigInt(random()) << 32n | BigInt(random());
  askWithEdges(high << 96n | rest, 128);
}
for (const value of [0n, (1n << 32n) - 1n, 0x7f000001n, 0x0a000001n]) ask(value, 32);
for (const value of [0n, 1n, (1n << 128n) - 1n, 0xfe80n << 112n, 0x2002n << 112n]) ask(value, 128);

writeFileSync(`${target}/expected.tsv`, [...answers].map((row) => row.join('\t')).join('\n') + '\n');
writeFileSync(`${target}/country.mmdb.br`, brotliCompressSync(file, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: file.length },
}));
const known = [...answers.values()].filter((country) => country !== '-').length;
console.log(`${answers.size} addresses, ${known} of them known; node count ${reader.metadata.nodeCount}, record size ${reader.metadata.recordSize}`);
