import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { dremioSnippet } from './engines/dremioSnippet';
import { duckDbSnippet } from './engines/duckDbSnippet';
import { flinkSnippet } from './engines/flinkSnippet';
import { prestoSnippet } from './engines/prestoSnippet';
import { pyIcebergSnippet } from './engines/pyIcebergSnippet';
import { snowflakeSnippet } from './engines/snowflakeSnippet';
import { sparkSnippet } from './engines/sparkSnippet';
import { trinoSnippet } from './engines/trinoSnippet';
import type { SnippetContext } from './SnippetContext';

const ENGINES = [
  trinoSnippet,
  sparkSnippet,
  flinkSnippet,
  pyIcebergSnippet,
  duckDbSnippet,
  prestoSnippet,
  dremioSnippet,
  snowflakeSnippet,
];

/** A catalog in SQLite is opened by these; Trino has to be told of each table. */
const ENGINES_OF_SQLITE = [
  pyIcebergSnippet,
  sparkSnippet,
  duckDbSnippet,
  flinkSnippet,
  trinoSnippet,
  prestoSnippet,
  dremioSnippet,
  snowflakeSnippet,
];

/**
 * How to query a table from each engine, for the catalog and the store that it is in, or why that is not possible; what
 * is possible first. Secrets are variables of the environment, or stand in `<…>` for engines that read none.
 */
export function catalogSnippets(context: SnippetContext): QuerySnippet[] {
  const engines =
    context.catalog.kind === 'sqlite' ? ENGINES_OF_SQLITE : ENGINES;
  const snippets = engines.map(snippet => snippet(context));
  return [
    ...snippets.filter(({ code }) => code !== undefined),
    ...snippets.filter(({ code }) => code === undefined),
  ];
}
