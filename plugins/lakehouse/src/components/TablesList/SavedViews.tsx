import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { formatCount, text } from '../shared';
import styles from './TablesList.module.css';
import { sameFilter, type TablesState } from './TablesState';
import { filterOfView, TABLES_VIEWS, type TablesViewId } from './tablesViews';
import type { ChangeTablesState } from './useTablesState';

const IDS = Object.keys(TABLES_VIEWS) as TablesViewId[];

/** Tables of each view, where that is known. */
export type ViewCounts = Partial<Record<TablesViewId, number>>;

/** Filters that are asked for again and again, one click each. */
export function SavedViews(props: {
  state: TablesState;
  onChange: ChangeTablesState;
  counts: ViewCounts;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <div
      className={styles.views}
      role="group"
      aria-label={t('fleet.views.label')}
    >
      {IDS.map(id => {
        const filter = filterOfView(id);
        const count = props.counts[id];
        return (
          <button
            key={id}
            type="button"
            className={styles.view}
            aria-pressed={sameFilter(filter, props.state)}
            title={t(`fleet.views.${id}.about`)}
            onClick={() => props.onChange(filter)}
          >
            {t(`fleet.views.${id}.name`)}
            {count !== undefined && (
              <span className={`${styles.count} ${text.number}`}>
                {formatCount(count)}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
