import type { SnippetCatalog } from './SnippetCatalog';

/** A comment for engines whose client calls what Hive 4.0 removed: they were tried with 4.0.1, and fail. */
export function hive40Warning(
  engine: string,
  catalog: SnippetCatalog,
): string[] {
  return catalog.kind === 'hive' && /^4\.0/.test(catalog.version ?? '')
    ? [
        `# Hive Metastore 4.0 lacks a call that ${engine} makes (get_table): it needs 3.1, or 4.1 and newer`,
      ]
    : [];
}
