import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { formatInstant } from './format';
import text from './text.module.css';
import { useNow } from './useNow';

/** Ages in a sentence are right for so long, milliseconds. */
const RIGHT_MS = 60_000;

/** Says of which time a sentence of the back end is that says how long ago something was; nothing while that is now. */
export function AsOf(props: { hasAges: boolean | undefined; at: number }) {
  const { hasAges, at } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  return hasAges && now - at >= RIGHT_MS ? (
    <span className={`${text.note} ${text.nowrap}`}>
      {t('age.asOf', {
        at: formatInstant(at).replace(/:\d\d UTC$/, ' UTC'),
      })}
    </span>
  ) : null;
}
