import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox } from '@backstage/ui';
import type { DueTable as Due } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatCount, TableLink, tableStyles, text, useNow } from '../shared';
import { formatStart } from './formatStart';

/** Names a table of the list. */
export function keyOfDue({
  lakehouse,
  schema,
  table,
}: Pick<Due, 'lakehouse' | 'schema' | 'table'>): string {
  return JSON.stringify([lakehouse, schema, table]);
}

/** What is due, a line for each table. */
export function DueTable(props: {
  items: Due[];
  /** Absent: nothing can be chosen. */
  chosen?: ReadonlySet<string>;
  onToggle: (keys: string[], isSelected: boolean) => void;
  onOpen: (runId: string) => void;
}) {
  const { items, chosen, onToggle, onOpen } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const keys = items.map(keyOfDue);
  const nextStart = ({ waiting, nextStart: at }: Due) => {
    if (waiting === undefined) {
      return t('maintenance.due.atOnce');
    }
    return at === undefined
      ? t('maintenance.due.unknown')
      : formatStart(Date.parse(at), now);
  };
  return (
    <div
      className={tableStyles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('maintenance.due.caption')}
    >
      <table className={tableStyles.table}>
        <caption className={text.hidden}>
          {t('maintenance.due.caption')}
        </caption>
        <thead>
          <tr>
            {chosen && (
              <th scope="col">
                <Checkbox
                  isSelected={keys.every(key => chosen.has(key))}
                  isIndeterminate={
                    keys.some(key => chosen.has(key)) &&
                    !keys.every(key => chosen.has(key))
                  }
                  onChange={isSelected => onToggle(keys, isSelected)}
                  aria-label={t('maintenance.due.chooseAll')}
                />
              </th>
            )}
            <th scope="col">{t('maintenance.due.table')}</th>
            <th scope="col">{t('maintenance.due.what')}</th>
            <th scope="col" className={tableStyles.number}>
              {t('maintenance.due.gain')}
            </th>
            <th scope="col">{t('maintenance.due.start')}</th>
            <th scope="col">{t('maintenance.due.run')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr key={keys[index]}>
              {chosen && (
                <td>
                  <Checkbox
                    isSelected={chosen.has(keys[index])}
                    onChange={isSelected => onToggle([keys[index]], isSelected)}
                    aria-label={t('maintenance.due.choose', {
                      table: `${item.schema}.${item.table}`,
                    })}
                  />
                </td>
              )}
              <th scope="row">
                <TableLink table={item} tab="health" />
                <div className={text.note}>{item.lakehouse}</div>
              </th>
              <td>
                {item.reasons.map(reason => (
                  <div key={`${reason.operation} ${reason.action}`}>
                    {reason.action}{' '}
                    <span className={text.note}>{reason.finding}</span>
                    {reason.declined !== undefined && (
                      <div className={text.note}>
                        {t('maintenance.due.declined', {
                          reason: reason.declined,
                        })}
                      </div>
                    )}
                  </div>
                ))}
              </td>
              <td className={tableStyles.number}>
                {t('maintenance.due.points', {
                  count: Math.round(item.gain),
                  formattedCount: formatCount(Math.round(item.gain)),
                })}
              </td>
              <td>
                {nextStart(item)}
                {item.waiting && (
                  <div className={text.note}>{item.waiting.reason}</div>
                )}
                {item.automatic.length > 0 && (
                  <div className={text.note}>
                    {t('maintenance.due.automatic')}
                  </div>
                )}
              </td>
              <td className={tableStyles.nowrap}>
                {item.runId ? (
                  <Button
                    size="small"
                    variant="tertiary"
                    onPress={() => onOpen(item.runId!)}
                  >
                    {t('maintenance.due.open')}
                  </Button>
                ) : (
                  <span className={text.muted}>–</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
