import { type ManifestFile, parseTableMetadata } from '../../src';
import {
  rollUpExactly,
  rollUpManifest,
} from '../../src/rollups/rollUpManifest';
import type { ManifestRollup } from '../../src/rollups/ManifestRollup';
import type { FuzzInput } from '../engine/FuzzInput';
import { must } from '../engine/OracleViolation';
import { asText } from '../reference/asText';
import {
  AvroBranch,
  AvroRecordValue,
  type AvroValue,
  decodeAvro,
} from '../../src/__testUtils__/avro/decodeAvro';
import { attempt } from './attempt';
import type { FuzzTarget } from './FuzzTarget';
import { isBeside } from './isBeside';
import { manifestOf, manifestTarget } from './manifestTarget';

/** The quick scanner against the exact reader: both refuse, or both count the same. */
export const rollupTarget: FuzzTarget = {
  name: 'rollup',
  weight: 4,
  seeds: () => manifestTarget.seeds().map(renamed),
  mutate: (input, random) => renamed(manifestTarget.mutate(input, random)),
  run: ({ files }) => {
    const bytes = files.get('manifest') ?? new Uint8Array();
    const metadata = attempt(() =>
      parseTableMetadata(files.get('metadata') ?? new Uint8Array(), {
        metadataLocation: '/t/metadata/v1.metadata.json',
      }),
    );
    if (!metadata) return;
    const schema = metadata.schemas.find(
      ({ schemaId }) => schemaId === metadata.currentSchemaId,
    );
    const boundsOf = [
      ...new Set((schema?.fields ?? []).map(({ id }) => id)),
    ].slice(0, 5);
    for (const withFiles of [false, true]) {
      const scope = { metadata, boundsOf, files: withFiles };
      const manifest: ManifestFile = manifestOf(bytes);
      let refusal: unknown;
      const quick = attempt(() => last(rollUpManifest(bytes, manifest, scope)));
      const exact = attempt(() => {
        try {
          return last(rollUpExactly(bytes, manifest, scope));
        } catch (error) {
          refusal = error;
          throw error;
        }
      });
      must(
        (quick === undefined) === (exact === undefined) || isBeside(refusal),
        'rollup-refused',
        () =>
          quick
            ? `the quick scanner accepts what the exact reader refuses: ${String(
                refusal,
              )}`
            : 'only the exact reader accepts it',
      );
      if (quick && exact) compare(quick, exact, hasOddPath(bytes));
    }
  },
};

function renamed({ files }: FuzzInput): FuzzInput {
  return { target: 'rollup', files };
}

function last(steps: Generator<number, ManifestRollup>): ManifestRollup {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Lists that have no order. */
const UNORDERED = [
  'fileFormats',
  'fieldsWithBounds',
  'snapshots',
  'sortOrders',
];

/** A path that is no UTF-8 names no file: the reader has it with replacement characters, the scanner as it is. */
function hasOddPath(bytes: Uint8Array): boolean {
  return decodeAvro(bytes)
    .blocks.flat()
    .some(record => hasReplacement(record));
}

function hasReplacement(value: AvroValue): boolean {
  if (typeof value === 'string') return value.includes('\ufffd');
  if (value instanceof AvroBranch) return hasReplacement(value.value);
  return value instanceof AvroRecordValue && value.values.some(hasReplacement);
}

function compare(
  quick: ManifestRollup,
  exact: ManifestRollup,
  isPathOdd: boolean,
): void {
  for (const name of Object.keys(exact) as Array<keyof ManifestRollup>) {
    if (name === 'files' && isPathOdd) continue;
    const [found, expected] = [quick, exact].map(rollup => {
      const value = plain(rollup[name]);
      return Array.isArray(value) && UNORDERED.includes(name)
        ? value.map(asText).sort().join()
        : asText(value);
    });
    must(
      found === expected,
      `rollup-${name}`,
      () => `${name}: ${found} with the quick scanner, ${expected} exactly`,
    );
  }
}

/** Typed arrays as lists, objects as lists of their members. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return [...(value as unknown as Iterable<unknown>)].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, plain(item)]);
  return value;
}
