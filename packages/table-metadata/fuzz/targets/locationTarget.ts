import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFileIO, RewritingFileIO } from '../../src';
import type { FuzzInput } from '../engine/FuzzInput';
import { must } from '../engine/OracleViolation';
import type { Random } from '../engine/Random';
import { mutateBytes } from '../mutators/mutateBytes';
import { attemptAsync } from './attempt';
import type { FuzzTarget } from './FuzzTarget';

const SECRET = 'nobody may read this';

/** Pieces that locations are made of. `ROOT` stands for the warehouse, `BASE` for the folder around it. */
const PIECES = [
  'ROOT',
  'BASE',
  'file:',
  'file://',
  'file:///',
  'file://localhost',
  'FILE:',
  'file://host',
  's3://lake',
  '/',
  '//',
  '/.',
  '/..',
  '/%2e%2e',
  '/%2E%2E%2F',
  '%2f',
  '%00',
  '\u0000',
  '%',
  '%25',
  '\\..\\',
  '/open.txt',
  '/a%20b',
  '/a b',
  '/secret.txt',
  '/outside',
  '/loop',
  '/up',
  '/twin-secret.txt',
  '/warehouse',
  '/warehouse-other',
  '?x',
  '#x',
  '~',
];

let warehouse:
  | { base: string; root: string; io: Promise<LocalFileIO> }
  | undefined;

/** Locations on a real disk, with links that lead out: nothing outside of the roots is ever read or listed. */
export const locationTarget: FuzzTarget = {
  name: 'location',
  weight: 1,
  seeds: () =>
    [
      'ROOT/open.txt',
      'file:ROOT/a%20b',
      'ROOT/../secret.txt',
      'ROOT/outside/secret.txt',
    ].map(input),
  mutate: (given, random) => input(mutateLocation(textOf(given), random)),
  run: async given => {
    warehouse ??= makeWarehouse();
    const { base, root } = warehouse;
    const io = await warehouse.io;
    const location = textOf(given)
      .replaceAll('ROOT', root)
      .replaceAll('BASE', base);
    const rewriting = new RewritingFileIO(io, [
      { from: 's3://lake', to: root },
    ]);
    for (const reader of [io, rewriting]) {
      const bytes = await attemptAsync(() => reader.read(location));
      must(
        !bytes || !Buffer.from(bytes).toString().includes(SECRET),
        'escape-read',
        () => `it reads what is outside: ${JSON.stringify(location)}`,
      );
    }
    const listed = (await attemptAsync(() => io.list(location))) ?? [];
    must(
      !listed.some(item => /secret[^/]*$/.test(item.location)),
      'escape-list',
      () => `it lists what is outside: ${JSON.stringify(location)}`,
    );
  },
};

function makeWarehouse() {
  const base = realpathSync(
    mkdtempSync(join(tmpdir(), 'lakehouse-fuzz-root-')),
  );
  const root = join(base, 'warehouse');
  mkdirSync(root);
  mkdirSync(join(base, 'warehouse-other'));
  writeFileSync(join(base, 'secret.txt'), SECRET);
  writeFileSync(join(base, 'warehouse-other', 'secret.txt'), SECRET);
  writeFileSync(join(root, 'open.txt'), 'open');
  writeFileSync(join(root, 'a b'), 'open');
  symlinkSync(base, join(root, 'outside'));
  symlinkSync('..', join(root, 'up'));
  symlinkSync(join(root, 'loop'), join(root, 'loop'));
  symlinkSync('../secret.txt', join(root, 'twin-secret.txt'));
  symlinkSync('open.txt', join(root, 'twin.txt'));
  process.on('exit', () => rmSync(base, { recursive: true, force: true }));
  return { base, root, io: LocalFileIO.create({ roots: [root] }) };
}

function input(location: string): FuzzInput {
  return {
    target: 'location',
    files: new Map([['location', Buffer.from(location)]]),
  };
}

function textOf({ files }: FuzzInput): string {
  return Buffer.from(files.get('location') ?? []).toString('utf8');
}

function mutateLocation(location: string, random: Random): string {
  const at = random.below(location.length + 1);
  switch (random.below(5)) {
    case 0:
      return location.slice(0, at) + random.pick(PIECES) + location.slice(at);
    case 1:
      return Array.from({ length: 1 + random.below(7) }, () =>
        random.pick(PIECES),
      ).join('');
    case 2:
      return `ROOT${Array.from({ length: 1 + random.below(5) }, () =>
        random.pick(PIECES),
      ).join('')}`;
    case 3:
      return location.slice(0, at) + location.slice(at + 1 + random.below(5));
    default:
      return Buffer.from(mutateBytes(Buffer.from(location), random)).toString();
  }
}
