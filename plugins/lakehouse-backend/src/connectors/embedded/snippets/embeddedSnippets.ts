import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { duckDbSnippet } from './duckDbSnippet';
import { flinkSnippet } from './flinkSnippet';
import { notPossibleSnippets } from './notPossible';
import { pyIcebergSnippet } from './pyIcebergSnippet';
import type { SnippetContext } from './SnippetContext';
import { sparkSnippet } from './sparkSnippet';
import { trinoSnippet } from './trinoSnippet';

/** How to query a table of an embedded lakehouse from each engine: what works first. */
export function embeddedSnippets(context: SnippetContext): QuerySnippet[] {
  return [
    pyIcebergSnippet(context),
    sparkSnippet(context),
    duckDbSnippet(context),
    flinkSnippet(context),
    trinoSnippet(context),
    ...notPossibleSnippets(),
  ];
}
