import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { formatAge, formatInstant } from './format';
import { useNow } from './useNow';

/** How long ago something was (`12 min ago`), beyond 30 days its date; the exact time in UTC on hover. */
export function Age(props: {
  at: string | number | undefined;
  className?: string;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const at = props.at === undefined ? Number.NaN : new Date(props.at).getTime();
  if (Number.isNaN(at)) {
    return <span className={props.className}>{t('age.unknown')}</span>;
  }
  return (
    <time
      className={props.className}
      dateTime={new Date(at).toISOString()}
      title={formatInstant(at)}
      style={{ whiteSpace: 'nowrap' }}
    >
      {formatAge(at, now)}
    </time>
  );
}
