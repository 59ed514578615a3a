import { useState } from 'react';
import { toError } from '@backstage/errors';
import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type {
  LakehouseApi,
  TablesQuery,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { Button } from '@backstage/ui';
import { RiDownload2Line } from '@remixicon/react';
import { lakehouseApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import { describeError, formatCount } from '../shared';
import { tablesCsv } from './tablesCsv';

const PAGE_SIZE = 500;

/** More than this is for the HTTP API, not for a browser. */
const MAX_TABLES = 50_000;

async function loadAll(
  api: LakehouseApi,
  query: TablesQuery,
): Promise<TableSummary[]> {
  const tables: TableSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listTables({ ...query, cursor, limit: PAGE_SIZE });
    tables.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && tables.length < MAX_TABLES);
  return tables;
}

function save(name: string, content: string) {
  // With a byte order mark, or spreadsheets read the names wrongly.
  const url = URL.createObjectURL(
    new Blob(['\ufeff', content], { type: 'text/csv;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Saves the list as it is filtered and sorted: all its rows, not only those in sight. */
export function ExportTables(props: { query: TablesQuery; total: number }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(lakehouseApiRef);
  const toast = useApi(coreApis.toast);
  const [running, setRunning] = useState(false);

  const run = async () => {
    setRunning(true);
    try {
      const tables = await loadAll(api, props.query);
      save(
        `tables-${new Date().toISOString().slice(0, 10)}.csv`,
        tablesCsv(tables),
      );
    } catch (thrown) {
      toast.post({
        title: t('fleet.export.failed'),
        description: describeError(toError(thrown)).message,
        status: 'danger',
      });
    } finally {
      setRunning(false);
    }
  };

  return (
    <Button
      size="small"
      variant="tertiary"
      iconStart={<RiDownload2Line size={14} aria-hidden />}
      isPending={running}
      onPress={run}
    >
      {t('fleet.export.label', {
        count: props.total,
        formattedCount: formatCount(props.total),
      })}
    </Button>
  );
}
