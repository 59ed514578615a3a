import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';

const PLAIN_NAME = /^[a-z_][a-z0-9_]*$/;

/** The query that the preview begins with, to be changed. */
export function firstRowsSql(table: TableRef): string {
  return `SELECT *\nFROM ${name(table.schema)}.${name(table.table)}\nLIMIT 100`;
}

/** Names that SQL would fold or misread are quoted. */
function name(text: string): string {
  return PLAIN_NAME.test(text) ? text : `"${text.replace(/"/g, '""')}"`;
}
