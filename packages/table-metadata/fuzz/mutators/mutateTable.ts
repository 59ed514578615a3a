import type { Random } from '../engine/Random';
import {
  AvroBranch,
  decodeAvro,
} from '../../src/__testUtils__/avro/decodeAvro';
import { encodeAvro } from '../../src/__testUtils__/avro/encodeAvro';
import { INTERESTING_NUMBERS } from './interesting';
import { mutateFile } from './mutateFile';

type Files = Map<string, Uint8Array>;

/** Changes a table: the content of a file, or how its files lie and point to each other. */
export function mutateTable(table: Files, random: Random): Files {
  const files = new Map(table);
  const names = [...files.keys()].filter(name => !name.startsWith('@'));
  if (names.length === 0) return files;
  const name = random.pick(names);
  if (random.chance(0.6))
    files.set(name, mutateFile(files.get(name) ?? new Uint8Array(), random));
  else if (random.chance(0.5)) moveFiles(files, names, random);
  else rewire(files, names, random);
  // Without this hardly any change of a manifest would get past the check of its length.
  if (random.chance(0.6)) correctLengths(files);
  return files;
}

function moveFiles(files: Files, names: string[], random: Random): void {
  const name = random.pick(names);
  const other = random.pick(names);
  const content = files.get(name) ?? new Uint8Array();
  switch (random.below(7)) {
    case 0:
      files.delete(name);
      break;
    case 1:
      files.set(name, files.get(other) ?? new Uint8Array());
      files.set(other, content);
      break;
    case 2:
      files.set(other, content);
      break;
    case 3:
      files.set(name, new Uint8Array());
      break;
    case 4:
      files.set('metadata/version-hint.text', text(random.pick(HINTS)));
      break;
    default: {
      const metadata = names.filter(item => item.includes('.metadata.json'));
      const source = metadata.length > 0 ? random.pick(metadata) : name;
      files.set(
        `metadata/${random.pick(NAMES)}`,
        files.get(source) ?? new Uint8Array(),
      );
    }
  }
}

const HINTS = [
  '1',
  '2',
  '999999999999999999',
  '-1',
  '',
  'v1',
  'v1.metadata.json',
  '../../secret',
  '/etc/passwd',
  '1'.repeat(5000),
];

const NAMES = [
  'v1.metadata.json',
  'v2.metadata.json',
  'v3.gz.metadata.json',
  'v999999999999999999.metadata.json',
  'v9999999999999999999999.metadata.json',
  '00001-a.metadata.json',
  '99999-b.metadata.json.gz',
  'v01.metadata.json',
  'v-1.metadata.json',
  '.metadata.json',
];

/** Changes what the metadata points to: parents in a circle, the same id twice, lists that are no lists. */
function rewire(files: Files, names: string[], random: Random): void {
  const metadata = names.filter(name => name.endsWith('.metadata.json'));
  if (metadata.length === 0) return;
  const name = metadata[metadata.length - 1];
  const json = Buffer.from(files.get(name) ?? []).toString('utf8');
  const ids = [...json.matchAll(/"snapshot-id"\s*:\s*(-?\d+)/g)].map(
    ([, id]) => id,
  );
  const location = Buffer.from(files.get('@location') ?? []).toString();
  const targets = [
    ...names.map(item => `${location}/${item}`),
    `${location}/metadata/../../elsewhere`,
    `${location}/`,
    '/etc/passwd',
    'file:///etc/passwd',
    's3://elsewhere/x',
    `${location}x/metadata/list.avro`,
    '',
    '\u0000',
  ];
  const replaceOne = (pattern: RegExp, by: () => string): string => {
    const found = [...json.matchAll(pattern)];
    if (found.length === 0) return json;
    const match = random.pick(found);
    const at = match.index + match[1].length;
    return json.slice(0, at) + by() + json.slice(match.index + match[0].length);
  };
  const anyId = () =>
    random.chance(0.8) && ids.length > 0
      ? random.pick(ids)
      : random.pick(INTERESTING_NUMBERS);
  const changed = random.pick([
    () => replaceOne(/("parent-snapshot-id"\s*:\s*)-?\d+/g, anyId),
    () => replaceOne(/("snapshot-id"\s*:\s*)-?\d+/g, anyId),
    () => replaceOne(/("current-snapshot-id"\s*:\s*)-?\d+/g, anyId),
    () =>
      replaceOne(/("manifest-list"\s*:\s*)"(?:[^"\\]|\\.)*"/g, () =>
        JSON.stringify(random.pick(targets)),
      ),
    () =>
      replaceOne(/("manifest-list"\s*:\s*)"(?:[^"\\]|\\.)*"/g, () => 'null'),
    () => json.replace(/"manifest-list"/g, '"manifests"'),
    () => replaceOne(/("sequence-number"\s*:\s*)-?\d+/g, anyId),
    () =>
      replaceOne(/("format-version"\s*:\s*)\d/g, () =>
        random.pick('0123456789'.split('')),
      ),
  ])();
  files.set(name, text(changed));
}

/** Gives every manifest list the true lengths of its manifests. */
function correctLengths(files: Files): void {
  const location = Buffer.from(files.get('@location') ?? []).toString();
  for (const [name, bytes] of files) {
    if (!name.includes('snap-') && !name.includes('list')) continue;
    try {
      const decoded = decodeAvro(bytes);
      if (decoded.schema.type !== 'record') continue;
      const { fields } = decoded.schema;
      const path = fields.findIndex(field => field.name === 'manifest_path');
      const length = fields.findIndex(
        field => field.name === 'manifest_length',
      );
      for (const { values } of decoded.blocks.flat()) {
        const target = String(values[path]).slice(location.length + 1);
        const size = files.get(target)?.length;
        const stated = values[length];
        if (size === undefined || size === Number(stated)) continue;
        if (stated instanceof AvroBranch) stated.value = BigInt(size);
        else values[length] = BigInt(size);
      }
      files.set(name, new Uint8Array(encodeAvro(decoded)));
    } catch {
      // It is damaged already.
    }
  }
}

function text(content: string): Uint8Array {
  return new Uint8Array(Buffer.from(content));
}
