import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  useAsyncEntity,
  useEntityPresentation,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import type { EntityHeaderLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import {
  lakehouseEntityRef,
  schemaEntityRef,
  tableRefOfEntity,
  type TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { Header } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import tokens from '../shared/tokens.module.css';
import { TableActions } from './TableActions';
import { useTableFacts } from './useTableFacts';

/**
 * Header of a table's entity page, in place of the catalog's: lakehouse and schema above
 * the name, health, owner, layer, size and last commit below it.
 */
export function TableHeader(props: EntityHeaderLayoutProps) {
  const { entity } = useAsyncEntity();
  const table = entity && tableRefOfEntity(entity);
  if (!entity) {
    return null;
  }
  return table ? (
    <HeaderOfTable {...props} entity={entity} table={table} />
  ) : (
    <HeaderOfOther {...props} entity={entity} />
  );
}

function HeaderOfTable(
  props: EntityHeaderLayoutProps & { entity: Entity; table: TableRef },
) {
  const { entity, table } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const entityLink = useEntityRefLink();
  const facts = useTableFacts(table, entity);
  return (
    <div className={tokens.header}>
      <Header
        title={`${table.schema}.${table.table}`}
        tags={[
          {
            label: t('facts.lakehouseTag', { name: table.lakehouse }),
            href: entityLink(lakehouseEntityRef(table.lakehouse)),
          },
          {
            label: t('facts.schemaTag', { name: table.schema }),
            href: entityLink(schemaEntityRef(table.lakehouse, table.schema)),
          },
        ]}
        metadata={facts}
        tabs={props.tabs}
        activeTabId={props.activeTabId}
        customActions={<TableActions entity={entity} />}
      />
    </div>
  );
}

// Somebody wrote an entity of our type by hand, without annotations: its tabs say so.
function HeaderOfOther(props: EntityHeaderLayoutProps & { entity: Entity }) {
  const { primaryTitle } = useEntityPresentation(props.entity);
  return (
    <Header
      title={primaryTitle}
      tabs={props.tabs}
      activeTabId={props.activeTabId}
      customActions={<TableActions entity={props.entity} />}
    />
  );
}
