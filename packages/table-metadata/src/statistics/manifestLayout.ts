import type { ManifestFile, ManifestLayout, TableMetadata } from '../model';
import { type BoundColumn, boundColumn, fits } from '../scanner/BoundColumn';
import { flattenSchema } from '../schema';
import { transformResultType } from '../transforms';
import { orderedText } from '../values/orderedText';
import { type Bound, filesPerPoint } from './filesPerPoint';

/** What the manifest list says of the manifests: no manifest is read for it. */
export function manifestLayout(
  manifests: ManifestFile[],
  metadata: TableMetadata,
): ManifestLayout {
  const sizes = manifests
    .flatMap(({ manifestLength }) => manifestLength ?? [])
    .sort((a, b) => Number(a - b));
  return {
    ...countEntries(manifests),
    smallestBytes: sizes[0],
    medianBytes: sizes[Math.ceil(sizes.length / 2) - 1],
    largestBytes: sizes[sizes.length - 1],
    overlap: overlapOf(
      manifests.filter(({ content }) => content === 'data'),
      metadata,
    ),
  };
}

/** Old lists give no counts: nothing is known then, which is not 0. */
function countEntries(
  manifests: ManifestFile[],
): Pick<ManifestLayout, 'liveEntries' | 'deletedEntries'> {
  let liveEntries = 0;
  let deletedEntries = 0;
  for (const manifest of manifests) {
    const { addedFilesCount, existingFilesCount, deletedFilesCount } = manifest;
    if (
      addedFilesCount === undefined ||
      existingFilesCount === undefined ||
      deletedFilesCount === undefined
    )
      return {};
    liveEntries += addedFilesCount + existingFilesCount;
    deletedEntries += deletedFilesCount;
  }
  return { liveEntries, deletedEntries };
}

/** By the first field of the default partition spec whose bounds have an order. */
function overlapOf(
  manifests: ManifestFile[],
  { partitionSpecs, defaultSpecId, schemas, currentSchemaId }: TableMetadata,
): ManifestLayout['overlap'] {
  const spec = partitionSpecs.find(({ specId }) => specId === defaultSpecId);
  const schema = schemas.find(({ schemaId }) => schemaId === currentSchemaId);
  if (!spec || !schema) return undefined;
  const types = new Map(
    flattenSchema(schema).map(({ id, type }) => [id, type]),
  );
  const own = manifests.filter(
    ({ partitionSpecId }) => partitionSpecId === defaultSpecId,
  );
  for (const [index, field] of spec.fields.entries()) {
    const type = transformResultType(
      field.transform,
      types.get(field.sourceIds[0]),
    );
    if (!type || field.transform === 'void') continue;
    const column = boundColumn(field.fieldId, type);
    const lower: Bound[] = [];
    const upper: Bound[] = [];
    for (const { partitions } of own) {
      const from = valueOf(column, partitions?.[index]?.lowerBound);
      const to = valueOf(column, partitions?.[index]?.upperBound);
      if (from === undefined || to === undefined || !(from <= to)) continue;
      lower.push(from);
      upper.push(to);
    }
    if (lower.length === 0) continue;
    return {
      partitionField: field.name,
      manifestsWithBounds: lower.length,
      manifestsPerPoint: filesPerPoint(lower, upper) * lower.length,
    };
  }
  return undefined;
}

function valueOf(
  column: BoundColumn,
  bound: Uint8Array | undefined,
): Bound | undefined {
  if (!bound) return undefined;
  if (column.kind === 'bytes') {
    if (!fits(column, bound.length)) return undefined;
    return orderedText(column.toOrdered?.(bound, 0, bound.length) ?? bound);
  }
  const bytes = Buffer.from(bound.buffer, bound.byteOffset, bound.byteLength);
  const value = column.read(bytes, 0, bytes.length);
  if (Number.isNaN(value)) return undefined;
  return column.rest
    ? BigInt(value) + BigInt(column.rest(bytes, 0, bytes.length))
    : value;
}
