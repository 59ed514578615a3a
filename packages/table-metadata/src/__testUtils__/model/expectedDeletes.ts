import {
  liveFiles,
  type ModelFile,
  type ModelSnapshot,
  type TableModel,
} from './TableModel';

/**
 * The delete files of a snapshot that apply to a data file, by the rules of the specification's scan planning, one
 * pair after the other.
 */
export function deletesOf(
  model: TableModel,
  snapshot: ModelSnapshot,
  data: ModelFile,
): ModelFile[] {
  const deletes = liveFiles(snapshot).filter(
    ({ content }) => content !== 'data',
  );
  const vector = deletes.find(
    file =>
      file.format === 'PUFFIN' &&
      file.referencedDataFile === data.path &&
      file.sequenceNumber >= data.sequenceNumber,
  );
  return deletes.filter(file => {
    if (file.content === 'equality-deletes')
      return (
        file.sequenceNumber > data.sequenceNumber &&
        (isUnpartitioned(model, file.specId) || isSamePartition(file, data))
      );
    if (vector) return file === vector;
    if (file.format === 'PUFFIN' || file.sequenceNumber < data.sequenceNumber)
      return false;
    return file.referencedDataFile === undefined
      ? isSamePartition(file, data)
      : file.referencedDataFile === data.path;
  });
}

/** Records of a data file that deletes which name it remove, at most all. */
export function deletedByPosition(
  data: ModelFile,
  deletes: ModelFile[],
): bigint {
  let records = 0n;
  for (const file of deletes)
    if (file.referencedDataFile === data.path) records += file.records;
  return records < data.records ? records : data.records;
}

export function isSamePartition(a: ModelFile, b: ModelFile): boolean {
  return (
    a.specId === b.specId &&
    a.partition.every((value, index) => value === b.partition[index])
  );
}

function isUnpartitioned({ specs }: TableModel, specId: number): boolean {
  return specs[specId].fields.every(({ transform }) => transform === 'void');
}
