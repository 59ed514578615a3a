import {
  CorruptMetadataError,
  type JsonObject,
  type JsonValue,
  LimitExceededError,
  parseExactJson,
} from '@lakehouse-portal/table-metadata';
import type { CatalogCommit, CatalogReference } from '../catalog';
import { CatalogResponseError } from '../errors';
import { type CatalogResponse, MAX_VALUE_BYTES } from '../http';

/** Something that Nessie keeps under a key. */
export interface NessieEntry {
  /** Levels of the namespace, and the name. */
  elements: string[];
  content: NessieContent;
}

/** What it is; other members of Nessie's model are left out. */
export interface NessieContent {
  /** `ICEBERG_TABLE`, `ICEBERG_VIEW`, `DELTA_LAKE_TABLE`, `NAMESPACE`, `UDF` … */
  type: string;
  metadataLocation?: string;
  /** Decimal string. */
  snapshotId?: string;
  properties: Record<string, string>;
}

/** One commit of the log with what it did. */
export interface NessieLogEntry {
  commit: Omit<CatalogCommit, 'change' | 'metadataLocation' | 'snapshotId'>;
  operations: Array<{
    type: string;
    elements: string[];
    content?: NessieContent;
  }>;
}

/**
 * The JSON object of an answer, ids exact.
 *
 * @throws CatalogResponseError when it is none, or has more in it than there is memory for.
 */
export function objectOf(response: CatalogResponse): JsonObject {
  let json: JsonValue;
  try {
    json = parseExactJson(
      new TextDecoder().decode(response.bytes),
      `the answer to ${response.what}`,
      { bytesLeft: MAX_VALUE_BYTES },
    );
  } catch (error) {
    if (error instanceof LimitExceededError)
      throw new CatalogResponseError(
        `${response.what} answered with more values than there is memory for them`,
      );
    if (error instanceof CorruptMetadataError)
      throw new CatalogResponseError(
        `${error.message}. Is this the address of a Nessie?`,
      );
    throw error;
  }
  const object = asObject(json);
  if (object) return object;
  throw new CatalogResponseError(
    `${response.what} answered with what is not a JSON object`,
  );
}

/**
 * The page token of an answer that has more.
 *
 * @throws CatalogResponseError when it has more and does not tell where: what is missing would count as gone.
 */
export function nextOf(
  answer: JsonObject,
  response: CatalogResponse,
): string | undefined {
  if (answer.hasMore !== true) return undefined;
  const token = textOf(answer.token);
  if (token === undefined)
    throw new CatalogResponseError(
      `${response.what} answered that there is more, without a page token`,
    );
  return token;
}

/** A branch or tag; undefined for what is neither (`DETACHED`). */
export function referenceOf(
  value: JsonValue | undefined,
): CatalogReference | undefined {
  const object = asObject(value);
  const [name, hash] = [textOf(object?.name), textOf(object?.hash)];
  const type = referenceTypeOf(object?.type);
  return name !== undefined && hash !== undefined && type !== undefined
    ? { name, type, hash }
    : undefined;
}

function referenceTypeOf(
  type: JsonValue | undefined,
): CatalogReference['type'] | undefined {
  switch (type) {
    case 'BRANCH':
      return 'branch';
    case 'TAG':
      return 'tag';
    default:
      return undefined;
  }
}

export function entriesOf(
  answer: JsonObject,
  response: CatalogResponse,
): NessieEntry[] {
  return listOf(answer, 'entries', response).map(value => {
    const entry = asObject(value);
    return {
      elements: elementsOf(asObject(entry?.name), response),
      content: contentOf(entry?.content) ?? {
        type: textOf(entry?.type) ?? 'UNKNOWN',
        properties: {},
      },
    };
  });
}

export function logEntriesOf(
  answer: JsonObject,
  response: CatalogResponse,
): NessieLogEntry[] {
  return listOf(answer, 'logEntries', response).map(value => {
    const entry = asObject(value);
    const meta = asObject(entry?.commitMeta);
    const hash = textOf(meta?.hash);
    if (entry === undefined || meta === undefined || hash === undefined)
      throw new CatalogResponseError(
        `${response.what} answered with a commit without a hash`,
      );
    const authors = Array.isArray(meta.authors) ? meta.authors : [];
    const time = Date.parse(textOf(meta.commitTime) ?? '');
    return {
      commit: {
        hash,
        parentHash: textOf(entry.parentCommitHash),
        message: textOf(meta.message) ?? '',
        author:
          authors.map(textOf).find(Boolean) ??
          textOf(meta.author) ??
          textOf(meta.committer),
        committedAtMs: Number.isNaN(time) ? undefined : time,
      },
      operations: (Array.isArray(entry.operations) ? entry.operations : []).map(
        operation => {
          const object = asObject(operation);
          return {
            type: textOf(object?.type) ?? '',
            elements: elementsOf(asObject(object?.key), response),
            content: contentOf(object?.content),
          };
        },
      ),
    };
  });
}

function contentOf(value: JsonValue | undefined): NessieContent | undefined {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const { snapshotId } = object;
  return {
    type: textOf(object.type) ?? 'UNKNOWN',
    metadataLocation: textOf(object.metadataLocation),
    // -1 is how Nessie says that there is none.
    snapshotId:
      (typeof snapshotId === 'number' || typeof snapshotId === 'bigint') &&
      snapshotId >= 0
        ? String(snapshotId)
        : undefined,
    properties: Object.fromEntries(
      Object.entries(asObject(object.properties) ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  };
}

function elementsOf(
  key: JsonObject | undefined,
  response: CatalogResponse,
): string[] {
  const elements = key?.elements;
  if (
    Array.isArray(elements) &&
    elements.length > 0 &&
    elements.every(element => typeof element === 'string')
  )
    return elements;
  throw new CatalogResponseError(
    `${response.what} answered with a key that is no list of texts`,
  );
}

function listOf(
  answer: JsonObject,
  key: string,
  response: CatalogResponse,
): JsonValue[] {
  const list = answer[key];
  if (Array.isArray(list)) return list;
  throw new CatalogResponseError(
    `${response.what} answered without a list "${key}": is this the address of a Nessie?`,
  );
}

function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : undefined;
}

/** A text that is not empty. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
