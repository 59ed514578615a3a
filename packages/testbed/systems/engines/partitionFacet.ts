import type { OurTable } from './readOurs';
import type { TableReport } from './TableReport';

/** Figures of each partition: from our statistics, and from the engine's list of files. */
export function partitionFacet(
  ours: OurTable,
  theirs: TableReport,
): { ours: unknown; theirs: unknown } {
  const paths = new Map(
    (theirs.scan ?? []).map(({ path, partition }) => [path, partition]),
  );
  const isNamed = paths.size > 0 && [...paths.values()].every(Boolean);
  const groups = new Map<string, Group>();
  for (const file of theirs.tables.files) {
    const key = JSON.stringify(
      [file.spec_id, file.partition ?? file.partition_group ?? {}],
      (_, value) => (Object.is(value, -0) ? '-0' : value),
    );
    const group = groups.get(key) ?? newGroup(Number(file.spec_id ?? 0));
    groups.set(key, group);
    const path = paths.get(String(file.file_path));
    if (isNamed && path !== undefined) {
      group.partition = partitionText(path, theirs.metadata!, group.specId);
    }
    add(group, file);
  }
  return {
    ours: sorted(
      (ours.statistics?.partitionStatistics ?? []).map(partition => ({
        specId: partition.specId,
        ...(isNamed ? { partition: unescaped(partition.partition) } : {}),
        dataFiles: partition.dataFiles,
        dataBytes: Number(partition.dataBytes),
        dataRecords: Number(partition.dataRecords),
        positionDeleteFiles: partition.positionDeleteFiles,
        equalityDeleteFiles: partition.equalityDeleteFiles,
        deletionVectors: partition.deletionVectors,
        deleteRecords: Number(partition.deleteRecords),
      })),
    ),
    theirs: sorted([...groups.values()].filter(group => group.dataFiles > 0)),
  };
}

interface Group {
  specId: number;
  partition?: string;
  dataFiles: number;
  dataBytes: number;
  dataRecords: number;
  positionDeleteFiles: number;
  equalityDeleteFiles: number;
  deletionVectors: number;
  deleteRecords: number;
}

function newGroup(specId: number): Group {
  return {
    specId,
    dataFiles: 0,
    dataBytes: 0,
    dataRecords: 0,
    positionDeleteFiles: 0,
    equalityDeleteFiles: 0,
    deletionVectors: 0,
    deleteRecords: 0,
  };
}

function add(group: Group, file: Record<string, unknown>): void {
  if (Number(file.content ?? 0) === 0) {
    group.dataFiles++;
    group.dataBytes += Number(file.file_size_in_bytes);
    group.dataRecords += Number(file.record_count);
    return;
  }
  group.deleteRecords += Number(file.record_count);
  if (String(file.file_format).toUpperCase() === 'PUFFIN')
    group.deletionVectors++;
  else if (Number(file.content) === 1) group.positionDeleteFiles++;
  else group.equalityDeleteFiles++;
}

/**
 * Java's text of a partition brought to ours: URL escapes read, bytes in hex, numbers as JavaScript writes them, and
 * without the fields of dropped columns (`void`), which always are null.
 */
function partitionText(
  path: string,
  metadata: Record<string, any>,
  specId: number,
): string {
  const spec = metadata['partition-specs'].find(
    (candidate: { 'spec-id': number }) => candidate['spec-id'] === specId,
  );
  return path
    .split('/')
    .flatMap((part, index) => {
      const field = spec.fields[index];
      if (field === undefined || field.transform === 'void') return [];
      const [name, value] = part
        .split('=')
        .map(text => decodeURIComponent(text.replace(/\+/g, ' ')));
      return [`${name}=${valueText(value, typeOf(metadata, field))}`];
    })
    .join('/');
}

function typeOf(
  metadata: Record<string, any>,
  field: { 'source-id': number; transform: string },
): string {
  for (const schema of metadata.schemas) {
    for (const column of schema.fields) {
      if (column.id === field['source-id']) return String(column.type);
    }
  }
  return '';
}

function valueText(value: string, type: string): string {
  if (value === 'null') return value;
  if (type === 'binary' || type.startsWith('fixed'))
    return Buffer.from(value, 'base64').toString('hex');
  // Java leaves seconds out that are 0.
  if (type === 'time' && /^\d\d:\d\d$/.test(value)) return `${value}:00`;
  if ((type === 'double' || type === 'float') && value !== 'NaN')
    return Object.is(Number(value), -0) ? '-0' : String(Number(value));
  return value;
}

function unescaped(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, decodeURIComponent);
}

function sorted<T extends object>(items: T[]): T[] {
  return items
    .map(item => ({
      item,
      key: JSON.stringify(
        Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}
