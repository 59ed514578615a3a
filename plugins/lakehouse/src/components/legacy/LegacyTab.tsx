import type { ReactNode } from 'react';
import { useEntity } from '@backstage/plugin-catalog-react';
import { tableRefOfEntity } from '@lakehouse-portal/plugin-lakehouse-common';
import { Surface } from '../shared';
import { TableFactsBar } from '../TableHeader';

/**
 * A tab of a table in the old system. The entity header is the catalog's there, so health,
 * size and last commit stand above the content instead.
 */
export function LegacyTab(props: { children: ReactNode }) {
  const { entity } = useEntity();
  const table = tableRefOfEntity(entity);
  return (
    <>
      {table && (
        <Surface bare>
          <TableFactsBar table={table} entity={entity} />
        </Surface>
      )}
      {props.children}
    </>
  );
}
