import type {
  ContentFile,
  FileIO,
  ScanPlan,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { decodeDeletionVector } from './decodeDeletionVector';
import {
  LocationOutsideError,
  UnsupportedDeletesError,
  UnsupportedFileFormatError,
} from './errors';
import { localPath } from './localPath';
import type { ScanDeleteFile, ScanInput } from './ScanInput';

/** A vector of four million positions is about 40 MB of SQL: beyond it a bigger engine serves better. */
const maxVectorPositions = 4_000_000;
const maxVectorBytes = 64 * 1024 * 1024;

/** @public */
export interface CreateScanInputOptions {
  /** Folder (absolute path or `file:///…`) that every file must lie in, usually the warehouse. */
  root?: string;
  signal?: AbortSignal;
}

/**
 * Boils a scan plan down to what reading the rows needs, and reads its deletion vectors.
 *
 * @param io - Reads the Puffin files of deletion vectors; not used without any.
 * @throws UnsupportedFileFormatError, UnsupportedDeletesError, UnsupportedLocationError, LocationOutsideError,
 * and what `io` throws.
 * @public
 */
export async function createScanInput(
  plan: Pick<ScanPlan, 'schema' | 'dataFiles'>,
  metadata: Pick<TableMetadata, 'schemas' | 'partitionSpecs' | 'properties'>,
  io: FileIO,
  options: CreateScanInputOptions = {},
): Promise<ScanInput> {
  const input: ScanInput = {
    schemas: metadata.schemas,
    partitionSpecs: metadata.partitionSpecs,
    nameMapping: metadata.properties['schema.name-mapping.default'],
    dataFiles: [],
    deleteFiles: [],
  };
  const deleteIndexes = new Map<string, number>();
  let positions = 0;
  for (const { file, sequenceNumber, deletes } of plan.dataFiles) {
    const indexes: number[] = [];
    for (const applied of deletes) {
      const key = `${applied.file.contentOffset ?? ''}:${
        applied.file.filePath
      }`;
      let index = deleteIndexes.get(key);
      if (index === undefined) {
        const deleteFile = await deleteFileOf(
          applied,
          io,
          options,
          maxVectorPositions - positions,
        );
        positions +=
          deleteFile.kind === 'deletion-vector'
            ? deleteFile.positions.length
            : 0;
        index = input.deleteFiles.push(deleteFile) - 1;
        deleteIndexes.set(key, index);
      }
      indexes.push(index);
    }
    input.dataFiles.push({
      path: parquetPath(file, options),
      sequenceNumber,
      specId: file.specId,
      partition: file.partition,
      deletes: indexes,
    });
  }
  return input;
}

async function deleteFileOf(
  { file, sequenceNumber }: ScanPlan['dataFiles'][number]['deletes'][number],
  io: FileIO,
  options: CreateScanInputOptions,
  maxPositions: number,
): Promise<ScanDeleteFile> {
  if (file.content === 'equality-deletes') {
    if (!file.equalityIds?.length) {
      throw new UnsupportedDeletesError(
        'An equality delete file does not say which fields it compares',
        file.filePath,
      );
    }
    const { specId, partition, equalityIds } = file;
    return {
      kind: 'equality-deletes',
      path: parquetPath(file, options),
      sequenceNumber,
      specId,
      partition,
      equalityIds,
    };
  }
  if (file.fileFormat !== 'puffin') {
    return { kind: 'position-deletes', path: parquetPath(file, options) };
  }
  const { referencedDataFile, contentOffset, contentSizeBytes } = file;
  if (
    referencedDataFile === undefined ||
    contentOffset === undefined ||
    contentSizeBytes === undefined
  ) {
    throw new UnsupportedDeletesError(
      'A deletion vector does not say where it lies or what it applies to',
      file.filePath,
    );
  }
  if (contentSizeBytes > BigInt(maxVectorBytes)) {
    throw new UnsupportedDeletesError(
      `A deletion vector has ${contentSizeBytes} bytes, more than are read here`,
      file.filePath,
    );
  }
  const range = {
    offset: Number(contentOffset),
    length: Number(contentSizeBytes),
  };
  const bytes = await io.read(file.filePath, {
    range,
    maxBytes: maxVectorBytes,
    signal: options.signal,
  });
  return {
    kind: 'deletion-vector',
    dataFile: localPath(referencedDataFile),
    positions: decodeDeletionVector(bytes, file.filePath, maxPositions),
  };
}

function parquetPath(
  file: ContentFile,
  { root }: CreateScanInputOptions,
): string {
  if (file.fileFormat !== 'parquet') {
    throw new UnsupportedFileFormatError(file.fileFormat, file.filePath);
  }
  const path = localPath(file.filePath);
  if (root !== undefined) {
    const folder = localPath(root).replace(/\/*$/, '/');
    if (!path.startsWith(folder) || path.split('/').includes('..')) {
      throw new LocationOutsideError(file.filePath, root);
    }
  }
  return path;
}
