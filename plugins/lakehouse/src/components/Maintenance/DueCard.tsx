import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  lakehouseMaintenancePlanPermission,
  type BulkPlan,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  EmptyState,
  formatCount,
  QueryView,
  SkeletonLines,
} from '../shared';
import { BulkPlanPanel } from './BulkPlanPanel';
import { DueFilters } from './DueFilters';
import { DueTable, keyOfDue } from './DueTable';
import { useDeed } from './useDeed';
import { useDueFilter } from './useDueFilter';
import { useLiveQuery } from './useLiveQuery';
import { useMaintenanceQuery } from './useMaintenanceQuery';

const STEP = 20;
const MOST = 100;

/** Tables of which something is due, what is to be gained most by first; some of them can be planned together. */
export function DueCard(props: {
  lakehouse?: string;
  /** A run is under way. */
  active: boolean;
  onOpen: (runId: string) => void;
  onChanged: () => void;
}) {
  const { lakehouse, active, onOpen, onChanged } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(maintenanceApiRef);
  const { allowed } = usePermission({
    permission: lakehouseMaintenancePlanPermission,
  });
  const [filter, setFilter] = useDueFilter();
  const isFiltered = Object.values(filter).some(value => value !== undefined);
  const [limit, setLimit] = useState(STEP);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [plan, setPlan] = useState<BulkPlan>();
  const [planning, planThem] = useDeed(t('maintenance.due.planFailed'));
  const query = useMaintenanceQuery(
    `due/${JSON.stringify([lakehouse, filter, limit])}`,
    (maintenance, options) =>
      maintenance.listDue({ lakehouse, ...filter, limit }, options),
    { keepPrevious: true },
  );
  useLiveQuery(query, active);
  const loaded = query.status === 'loaded' ? query.value : undefined;
  const items = loaded?.items ?? [];
  const unknown = loaded?.unknown
    ? t('maintenance.due.notKnown', {
        count: loaded.unknown,
        formattedCount: formatCount(loaded.unknown),
      })
    : '';
  const tables = items
    .filter(item => chosen.has(keyOfDue(item)))
    .map(({ lakehouse: name, schema, table }) => ({
      lakehouse: name,
      schema,
      table,
    }));
  const toggle = (keys: string[], isSelected: boolean) => {
    const next = new Set(chosen);
    for (const key of keys) {
      if (isSelected) {
        next.add(key);
      } else {
        next.delete(key);
      }
    }
    setChosen(next);
  };

  return (
    <>
      <CardFrame
        flush={items.length > 0}
        title={t('maintenance.due.title')}
        subtitle={
          loaded && loaded.total > 0
            ? `${t('maintenance.due.subtitle', {
                count: loaded.total,
                formattedCount: formatCount(loaded.total),
              })}${unknown && ` ${unknown}`}`
            : undefined
        }
        actions={
          allowed && items.length > 0 ? (
            <Button
              size="small"
              variant="secondary"
              isDisabled={tables.length === 0 || planning}
              onPress={() =>
                planThem(async () => setPlan(await api.createPlans({ tables })))
              }
            >
              {planning
                ? t('maintenance.plan.making')
                : t('maintenance.due.plan', {
                    count: tables.length,
                    formattedCount: formatCount(tables.length),
                  })}
            </Button>
          ) : undefined
        }
        footer={
          loaded?.nextCursor && limit < MOST ? (
            <Button
              size="small"
              variant="secondary"
              onPress={() => setLimit(Math.min(MOST, limit + STEP))}
            >
              {t('maintenance.due.more')}
            </Button>
          ) : undefined
        }
      >
        {loaded && (isFiltered || loaded.total > 0) && (
          <DueFilters
            lakehouse={lakehouse}
            filter={filter}
            onChange={setFilter}
          />
        )}
        <QueryView
          query={query}
          failed={t('maintenance.due.failed')}
          hints={{ unavailable: t('maintenance.failures.unavailable') }}
          skeleton={<SkeletonLines lines={4} />}
        >
          {page =>
            page.items.length === 0 ? (
              <EmptyState
                title={
                  isFiltered
                    ? t('maintenance.due.noneOf')
                    : t('maintenance.due.none')
                }
                detail={
                  isFiltered
                    ? t('maintenance.due.noneOfDetail')
                    : unknown || t('maintenance.due.noneDetail')
                }
              />
            ) : (
              <DueTable
                items={page.items}
                chosen={allowed ? chosen : undefined}
                onToggle={toggle}
                onOpen={onOpen}
              />
            )
          }
        </QueryView>
      </CardFrame>
      {plan && (
        <BulkPlanPanel
          plan={plan}
          onClose={() => {
            setPlan(undefined);
            setChosen(new Set());
          }}
          onChanged={onChanged}
        />
      )}
    </>
  );
}
