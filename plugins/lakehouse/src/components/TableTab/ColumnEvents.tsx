import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { formatDate, text, useNow } from '../shared';
import type { ColumnEvent } from './columnHistory';

/** What happened to a column, in a few muted words: `Renamed from ship_to on 2 Nov`. */
export function ColumnEvents(props: { events: ColumnEvent[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const sentence = (event: ColumnEvent) => {
    const { before } = event;
    const date = event.at
      ? formatDate(new Date(event.at).getTime(), now)
      : undefined;
    switch (event.kind) {
      case 'renamed':
        return date
          ? t('table.columns.renamedOn', { before, date })
          : t('table.columns.renamed', { before });
      case 'retyped':
        return date
          ? t('table.columns.retypedOn', { before, date })
          : t('table.columns.retyped', { before });
      default:
        return date
          ? t('table.columns.addedOn', { date })
          : t('table.columns.added');
    }
  };
  return (
    <>
      {props.events.map(event => (
        <span
          key={`${event.kind}-${event.before}-${event.at}`}
          className={text.muted}
        >
          {sentence(event)}{' '}
        </span>
      ))}
    </>
  );
}
