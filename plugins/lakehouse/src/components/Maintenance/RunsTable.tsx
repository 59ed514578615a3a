import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { RunSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  formatCount,
  TableLink,
  tableStyles,
  text,
  useNow,
} from '../shared';
import { formatStart } from './formatStart';
import styles from './maintenance.module.css';
import { shownStateOf } from './shownStateOf';

/** Runs, a line each. */
export function RunsTable(props: {
  runs: RunSummary[];
  withTable: boolean;
  onOpen: (runId: string) => void;
}) {
  const { runs, withTable, onOpen } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  return (
    <div
      className={tableStyles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('maintenance.runs.caption')}
    >
      <table className={tableStyles.table}>
        <caption className={text.hidden}>
          {t('maintenance.runs.caption')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('maintenance.runs.what')}</th>
            {withTable && <th scope="col">{t('maintenance.runs.table')}</th>}
            <th scope="col">{t('maintenance.runs.state')}</th>
            <th scope="col" className={tableStyles.number}>
              {t('maintenance.runs.pieces')}
            </th>
            <th scope="col" className={tableStyles.number}>
              {t('maintenance.runs.score')}
            </th>
            <th scope="col">{t('maintenance.runs.when')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(run => (
            <tr key={run.id}>
              <th scope="row">
                <Button
                  size="small"
                  variant="tertiary"
                  className={styles.title}
                  onPress={() => onOpen(run.id)}
                >
                  {run.title}
                </Button>
              </th>
              {withTable && (
                <td>
                  <TableLink table={run} tab="maintenance" />
                </td>
              )}
              <td className={tableStyles.nowrap}>
                {t(`maintenance.state.${shownStateOf(run)}`)}
                {run.waiting && (
                  <div className={`${text.note} ${styles.waits}`}>
                    {run.waiting.until
                      ? t('maintenance.runs.waitsUntil', {
                          at: formatStart(Date.parse(run.waiting.until), now),
                        })
                      : t('maintenance.runs.waits')}
                    : {run.waiting.reason}
                  </div>
                )}
              </td>
              <td className={tableStyles.number}>
                {t('maintenance.runs.piecesDone', {
                  done: formatCount(run.units.done),
                  total: formatCount(run.units.total),
                })}
                {/* No longer due, or beyond the budget. */}
                {run.units.skipped > 0 && (
                  <div className={text.note}>
                    {t('maintenance.steps.skipped', {
                      formattedCount: formatCount(run.units.skipped),
                    })}
                  </div>
                )}
              </td>
              <td className={tableStyles.number}>
                {/* What the run had made of it is gone with a rollback. */}
                {run.scoreBefore !== undefined &&
                run.scoreAfter !== undefined &&
                !run.rolledBackAt ? (
                  t('maintenance.steps.change', {
                    before: String(Math.round(run.scoreBefore)),
                    after: String(Math.round(run.scoreAfter)),
                  })
                ) : (
                  <span className={text.muted}>–</span>
                )}
              </td>
              <td className={tableStyles.nowrap}>
                {/* By this the list is ordered. */}
                <Age at={run.createdAt} />
                <Since run={run} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What has become of a run since it was proposed, and when. */
function Since(props: { run: RunSummary }) {
  const { rolledBackAt, finishedAt, startedAt } = props.run;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const at = rolledBackAt ?? finishedAt ?? startedAt;
  if (at === undefined) {
    return null;
  }
  const age = <Age at={at} />;
  return (
    <div className={text.note}>
      {(rolledBackAt && t('maintenance.runs.rolledBack', { age })) ||
        (finishedAt && t('maintenance.runs.ended', { age })) ||
        t('maintenance.runs.began', { age })}
    </div>
  );
}
