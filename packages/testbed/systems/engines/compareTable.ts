import { HISTORY_FIELDS, historyFacet } from './historyFacet';
import { expectedInspection } from './inspectionFacet';
import { ourMetadata, theirMetadata } from './metadataFacet';
import { partitionFacet } from './partitionFacet';
import type { OurTable } from './readOurs';
import { withoutSlashes } from './plainRows';
import { rowFacets, type Facets } from './rowFacets';
import type { TableReport } from './TableReport';
import { inTrinosWords } from './inTrinosWords';

/** Everything that an engine says of its table, beside what we say. */
export function compareTable(ours: OurTable, theirs: TableReport): Facets {
  const expected = expectedInspection(theirs);
  return {
    inspect: {
      ours: located(saidOnly(ours.inspection, expected)),
      theirs: located(expected),
    },
    history: historyFacet(ours),
    ...(theirs.metadata
      ? {
          metadata: {
            ours: ourMetadata(ours.metadata),
            theirs: theirMetadata(theirs.metadata),
          },
        }
      : {}),
    ...(theirs.described
      ? {
          described: {
            ours: inTrinosWords(ours.metadata),
            theirs: theirs.described,
          },
        }
      : {}),
    partitionStatistics: partitionFacet(ours, theirs),
    ...rowFacets(ours, theirs),
  };
}

/** Names of `lakehouse inspect`'s fields that nothing was compared with: `tableUuid`, `snapshots.schemaId`, `files.histogram`, … */
export function notCompared(ours: OurTable, theirs: TableReport): string[] {
  const expected = expectedInspection(theirs);
  return missingKeys(ours.inspection, expected, '').filter(
    // What no engine says (quantiles, skew, attribution) is compared with a plain count in the package's own tests.
    key => !HISTORY_FIELDS.includes(key) && key !== 'files.detail',
  );
}

function missingKeys(ours: unknown, theirs: unknown, path: string): string[] {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    return ours.length > 0 && theirs.length > 0
      ? missingKeys(ours[0], theirs[0], path)
      : [];
  }
  if (!isObject(ours) || !isObject(theirs)) return [];
  return Object.entries(ours).flatMap(([key, value]) => {
    const name = path === '' ? key : `${path}.${key}`;
    return key in theirs ? missingKeys(value, theirs[key], name) : [name];
  });
}

/** Ours, less the keys that the engine doesn't say, at every depth. */
function saidOnly(ours: unknown, theirs: unknown): unknown {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    return ours.map((item, index) =>
      saidOnly(item, theirs[Math.min(index, theirs.length - 1)]),
    );
  }
  if (!isObject(ours) || !isObject(theirs)) return ours;
  return Object.fromEntries(
    Object.entries(ours)
      .filter(([key]) => key in theirs)
      .map(([key, value]) => [key, saidOnly(value, theirs[key])]),
  );
}

function located(inspection: unknown): unknown {
  return isObject(inspection)
    ? {
        ...inspection,
        metadataLocation: withoutSlashes(String(inspection.metadataLocation)),
      }
    : inspection;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
