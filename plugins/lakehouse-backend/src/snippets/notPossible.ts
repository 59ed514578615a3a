import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';

/** An engine that can't, with the reason. */
export function notPossible(
  engine: string,
  reason: string,
  language: QuerySnippet['language'] = 'sql',
): QuerySnippet {
  return {
    engine,
    language,
    notPossible: `${engine}: not possible. ${reason}`,
  };
}

/** Why an engine does not open a Hive Metastore that wants its messages in frames. */
export const FRAMED =
  'This metastore wants its messages in frames (framed transport), which it does not send.';

/** Why no engine but Trino gets at tables that only Trino reaches. */
export const ONLY_TRINO =
  'This lakehouse is known only through Trino: its catalog and its files are not.';
