import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  TableRef,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { RiEyeLine, RiTable2 } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame } from './CardFrame';
import { describeError } from './describeError';
import { EmptyState } from './EmptyState';
import { Loading } from './Loading';
import { QueryView } from './QueryView';
import { useTableSummary } from './useTableSummary';

/**
 * A query about a table. That its metadata is not read, because it is a view or of another format, is no failure: then
 * that is said. Only asked for when there is nothing to show.
 */
export function TableQueryView<T>(
  props: Parameters<typeof QueryView<T>>[0] & {
    table: TableRef;
    /** Inside a card already. */
    bare?: boolean;
  },
) {
  const { query, table } = props;
  return query.status === 'failed' &&
    describeError(query.error).kind === 'notFound' ? (
    <NotRead table={table} bare={props.bare}>
      <QueryView {...props} />
    </NotRead>
  ) : (
    <QueryView {...props} />
  );
}

/** Why nothing is read of a table, if the back end lists it; otherwise the children, which say that it does not know it. */
function NotRead(props: {
  table: TableRef;
  bare?: boolean;
  children: ReactNode;
}) {
  const { table } = props;
  const query = useTableSummary(table);
  if (query.status === 'loading') {
    return <Loading />;
  }
  const summary = query.status === 'loaded' ? query.value : undefined;
  return summary?.unreadable ? (
    <NotReadState summary={summary} bare={props.bare} />
  ) : (
    <>{props.children}</>
  );
}

function NotReadState(props: { summary: TableSummary; bare?: boolean }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { kind, format, schema, table, unreadable } = props.summary;
  const name = `${schema}.${table}`;
  const isView = kind === 'view';
  const state = (
    <EmptyState
      icon={isView ? <RiEyeLine size={20} /> : <RiTable2 size={20} />}
      title={
        isView
          ? t('states.isView', { table: name })
          : t('states.isOther', { table: name, format })
      }
      detail={unreadable}
    />
  );
  return props.bare ? (
    state
  ) : (
    <CardFrame title={isView ? t('states.viewTitle') : t('states.otherTitle')}>
      {state}
    </CardFrame>
  );
}
