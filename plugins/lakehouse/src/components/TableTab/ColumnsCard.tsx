import { useMemo, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { Button, SearchField } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  EmptyState,
  formatCount,
  text,
  useQueryParam,
  useSlashKey,
} from '../shared';
import { columnHistory } from './columnHistory';
import { columnRows, searchColumns, visibleColumns } from './columnRows';
import { ColumnTree } from './ColumnTree';
import styles from './ColumnTree.module.css';
import { useOpenColumns } from './useOpenColumns';

// A browser draws some hundred rows at once without a pause; wider tables ask first.
const ROWS_AT_ONCE = 400;

/** The columns of the current schema, with a search over names, types, docs and ids. */
export function ColumnsCard(props: { detail: TableDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { detail } = props;
  const container = useRef<HTMLDivElement>(null);
  useSlashKey(container);
  const [search, setSearch] = useQueryParam('column');
  const [typed, setTyped] = useState(search);
  const [limit, setLimit] = useState(ROWS_AT_ONCE);

  const rows = useMemo(() => columnRows(detail.columns), [detail.columns]);
  const history = useMemo(
    () => columnHistory(detail.schemaHistory),
    [detail.schemaHistory],
  );
  const roles = useMemo(
    () => rolesByField(detail.columnRoles),
    [detail.columnRoles],
  );
  const { open, toggle, toggleAll, allOpen, nested } = useOpenColumns(rows);

  const searching = typed.trim() !== '';
  const found = useMemo(() => searchColumns(rows, typed), [rows, typed]);
  // A match may lie deep inside: while searching, everything that holds one is open.
  const openNow = useMemo(
    () => (searching ? new Set(found.rows.map(row => row.fieldId)) : open),
    [searching, found, open],
  );
  const shown = visibleColumns(found.rows, openNow);

  const onSearch = (value: string) => {
    setTyped(value);
    setSearch(value);
  };
  const count =
    detail.schemaHistory.find(version => version.current)?.fields ??
    rows.length;
  const fields = t('table.columns.fields', {
    count,
    formattedCount: formatCount(count),
  });
  const subtitle =
    detail.currentSchemaId === undefined || detail.currentSchemaId < 0
      ? fields
      : t('table.columns.subtitle', {
          schema: String(detail.currentSchemaId),
          count: detail.schemaHistory.length,
          fields,
        });

  return (
    <CardFrame
      title={t('table.columns.title')}
      subtitle={subtitle}
      flush
      actions={
        <div ref={container} className={`${text.row} ${text.wrap}`}>
          <SearchField
            className={styles.search}
            size="small"
            aria-label={t('table.columns.search')}
            placeholder={t('table.columns.search')}
            value={typed}
            onChange={onSearch}
          />
          {nested && (
            <Button
              size="small"
              variant="secondary"
              isDisabled={searching}
              onPress={toggleAll}
            >
              {allOpen
                ? t('table.columns.closeAll')
                : t('table.columns.openAll')}
            </Button>
          )}
        </div>
      }
      footer={
        shown.length > limit ? (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setLimit(shown.length)}
          >
            {t('table.columns.showAll', { total: formatCount(shown.length) })}
          </Button>
        ) : undefined
      }
    >
      <span role="status" className={text.hidden}>
        {searching ? t('table.columns.matches', { count: found.matches }) : ''}
      </span>
      {shown.length === 0 ? (
        <NoColumns search={typed} onClear={() => onSearch('')} />
      ) : (
        <ColumnTree
          label={t('table.columns.label', {
            table: `${detail.summary.schema}.${detail.summary.table}`,
          })}
          rows={shown.slice(0, limit)}
          open={openNow}
          onToggle={toggle}
          roles={roles}
          history={history}
        />
      )}
    </CardFrame>
  );
}

function NoColumns(props: { search: string; onClear: () => void }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (!props.search.trim()) {
    return (
      <EmptyState
        title={t('table.columns.none')}
        detail={t('table.columns.noneDetail')}
      />
    );
  }
  return (
    <EmptyState
      title={t('table.columns.noMatch')}
      detail={t('table.columns.noMatchDetail', { search: props.search })}
      actions={
        <Button size="small" variant="secondary" onPress={props.onClear}>
          {t('table.columns.clear')}
        </Button>
      }
    />
  );
}

function rolesByField(
  columnRoles: TableDetail['columnRoles'],
): Map<number, string[]> {
  const roles = new Map<number, string[]>();
  for (const { fieldId, role } of columnRoles) {
    roles.set(fieldId, [...(roles.get(fieldId) ?? []), role]);
  }
  return roles;
}
