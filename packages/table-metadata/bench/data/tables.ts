import type { TableShape } from './TableShape';

const TYPICAL: Omit<TableShape, 'name'> = {
  manifests: 4,
  entriesPerManifest: 25_000,
  columns: 10,
  codec: 'deflate',
  partitioning: 'days',
  commits: 0,
};

/** 40 manifests of 7.5 MB, as Iceberg makes them by default. */
export const MILLION: TableShape = {
  ...TYPICAL,
  name: 'million',
  manifests: 40,
  commits: 20,
};

/** 100,000 files. */
export const TYPICAL_TABLE: TableShape = { ...TYPICAL, name: 'typical' };

/** 25,000 files: for readers that take long. */
export const SMALL: TableShape = { ...TYPICAL, name: 'small', manifests: 1 };

/** 100 columns with statistics: fewer entries fit into a manifest. */
export const WIDE: TableShape = {
  ...TYPICAL,
  name: 'wide',
  columns: 100,
  manifests: 8,
  entriesPerManifest: 2500,
};

/** The other codecs, of the same entries. */
export const OTHER_CODECS: TableShape[] = (
  ['null', 'zstandard', 'snappy'] as const
).map(codec => ({ ...TYPICAL, name: `typical-${codec}`, codec }));

/** A million partitions of one file each. */
export const DISTINCT: TableShape = {
  ...TYPICAL,
  name: 'distinct',
  manifests: 40,
  columns: 1,
  partitioning: 'distinct',
};

/** For a quick run: a tenth of a large table. */
export function smaller(shape: TableShape): TableShape {
  if (shape.manifests < 10) return shape;
  return {
    ...shape,
    name: `${shape.name}-tenth`,
    manifests: Math.round(shape.manifests / 10),
  };
}
