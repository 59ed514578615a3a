import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { RunsQuery } from '@lakehouse-portal/plugin-lakehouse-common';

/** After which run a page begins. */
export interface RunsCursor {
  createdAt: number;
  id: string;
}

/** A cursor as it goes over the network, bound to the question that it belongs to. */
export function writeRunsCursor(query: RunsQuery, cursor: RunsCursor): string {
  return Buffer.from(
    JSON.stringify([questionOf(query), cursor.createdAt, cursor.id]),
  ).toString('base64url');
}

/** @throws InputError for one that is none, or that belongs to another question. */
export function readRunsCursor(query: RunsQuery, text: string): RunsCursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    // What is not JSON was not written here.
  }
  const [question, createdAt, id] = Array.isArray(parsed) ? parsed : [];
  if (
    question !== questionOf(query) ||
    !Number.isSafeInteger(createdAt) ||
    typeof id !== 'string' ||
    id.length > 36
  ) {
    throw new InputError(
      'cursor must be what nextCursor of a page was, for the same filters; leave it out to begin with the first page',
    );
  }
  return { createdAt, id };
}

function questionOf(query: RunsQuery): string {
  const { lakehouse, schema, table, state, batch } = query;
  return createHash('sha256')
    .update(JSON.stringify([lakehouse, schema, table, state, batch]))
    .digest('base64url')
    .slice(0, 12);
}
