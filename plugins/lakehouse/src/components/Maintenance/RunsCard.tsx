import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  RunsQuery,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  EmptyState,
  formatCount,
  QueryView,
  Segments,
  SkeletonLines,
  useQueryParam,
} from '../shared';
import { ACTIVE_STATES } from './isUnderWay';
import { OlderButtons } from './OlderButtons';
import { RunsTable } from './RunsTable';
import { useLiveQuery } from './useLiveQuery';
import { useMaintenanceQuery } from './useMaintenanceQuery';
import { useOlder } from './useOlder';
import type { useWaitingRuns } from './useWaitingRuns';

const FILTERS = {
  all: undefined,
  waiting: ['proposed'],
  active: ACTIVE_STATES,
  done: ['done'],
  failed: ['failed'],
  cancelled: ['cancelled'],
} satisfies Record<string, RunsQuery['state']>;

type Filter = keyof typeof FILTERS;

const FIRST = 20;

/** The runs of a table, of a lakehouse or of all, what was proposed last first. */
export function RunsCard(props: {
  table?: TableRef;
  lakehouse?: string;
  /** A run is under way. */
  active: boolean;
  /** Those that wait for approval. */
  waiting: ReturnType<typeof useWaitingRuns>;
  onOpen: (runId: string) => void;
}) {
  const { table, lakehouse, active, waiting, onOpen } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [chosen, setChosen] = useQueryParam('runs', 'all');
  const filter: Filter = chosen in FILTERS ? (chosen as Filter) : 'all';
  const asked: RunsQuery = {
    ...(table ? { ...table } : { lakehouse }),
    state: FILTERS[filter],
  };
  const older = useOlder(JSON.stringify(asked), FIRST);
  const question: RunsQuery = { ...asked, ...older.page };
  const query = useMaintenanceQuery(
    `runs/${JSON.stringify(question)}`,
    (api, options) => api.listRuns(question, options),
    { keepPrevious: true },
  );
  useLiveQuery(query, active);
  const loaded = query.status === 'loaded' ? query.value : undefined;
  const empty = loaded?.items.length === 0;
  const labelOf = (id: Filter) => {
    const label = t(`maintenance.runs.filters.${id}`);
    const formattedCount = formatCount(waiting.runs.length);
    return id === 'waiting' && waiting.runs.length > 0
      ? t('maintenance.runs.filterCount', {
          label,
          formattedCount: waiting.more
            ? t('maintenance.waiting.more', { formattedCount })
            : formattedCount,
        })
      : label;
  };
  return (
    <CardFrame
      flush={!empty && loaded !== undefined}
      title={t('maintenance.runs.title')}
      subtitle={t('maintenance.runs.subtitle')}
      actions={
        <Segments
          label={t('maintenance.runs.filter')}
          segments={(Object.keys(FILTERS) as Filter[]).map(id => ({
            id,
            label: labelOf(id),
          }))}
          selected={filter}
          onSelect={setChosen}
        />
      }
      footer={
        loaded?.nextCursor || older.isOlder ? (
          <OlderButtons
            older={older}
            nextCursor={loaded?.nextCursor}
            label={t('maintenance.runs.more')}
          />
        ) : undefined
      }
    >
      <QueryView
        query={query}
        failed={t('maintenance.runs.failed')}
        hints={{ unavailable: t('maintenance.failures.unavailable') }}
        skeleton={<SkeletonLines lines={4} />}
      >
        {page =>
          page.items.length === 0 ? (
            <NoRuns filter={filter} here={table !== undefined} />
          ) : (
            <RunsTable runs={page.items} withTable={!table} onOpen={onOpen} />
          )
        }
      </QueryView>
    </CardFrame>
  );
}

/** There are none at all, or none of those that are asked for. */
function NoRuns(props: { filter: Filter; here: boolean }) {
  const { filter, here } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (filter !== 'all') {
    return (
      <EmptyState
        title={t(`maintenance.runs.noneOf.${filter}`)}
        detail={t('maintenance.runs.noneOfDetail')}
      />
    );
  }
  return here ? (
    <EmptyState
      title={t('maintenance.runs.noneHere')}
      detail={t('maintenance.runs.noneHereDetail')}
    />
  ) : (
    <EmptyState
      title={t('maintenance.runs.none')}
      detail={t('maintenance.runs.noneDetail')}
    />
  );
}
