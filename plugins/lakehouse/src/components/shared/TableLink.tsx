import {
  tableEntityRef,
  type TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { EntityLink } from './EntityLink';
import { TableName } from './TableName';

/** The name of a table as lists write it, leading to its page; `tab` names one of its tabs. */
export function TableLink(props: { table: TableRef; tab?: string }) {
  const { table, tab } = props;
  return (
    <EntityLink entityRef={tableEntityRef(table)} tab={tab}>
      <TableName schema={table.schema} table={table.table} />
    </EntityLink>
  );
}
