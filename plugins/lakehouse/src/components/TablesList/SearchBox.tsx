import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { useSlashKey } from '../shared';
import styles from './TablesList.module.css';

/** Typing rests this long before the back end is asked. */
const REST_MS = 250;

/** Search of the list; `/` goes there. */
export function SearchBox(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const box = useRef<HTMLDivElement>(null);
  useSlashKey(box);
  const { value } = props;
  const [draft, setDraft] = useState(value);
  const latest = useRef({ value, onChange: props.onChange });
  latest.current = { value, onChange: props.onChange };

  // The address may change under it: a view was chosen, all was cleared.
  useEffect(() => setDraft(value), [value]);
  useEffect(() => {
    if (draft === latest.current.value) {
      return undefined;
    }
    const timeout = setTimeout(() => latest.current.onChange(draft), REST_MS);
    return () => clearTimeout(timeout);
  }, [draft]);

  return (
    <div ref={box} className={styles.search}>
      <SearchField
        size="small"
        aria-label={t('fleet.search.label')}
        placeholder={t('fleet.search.placeholder')}
        maxLength={200}
        value={draft}
        onChange={setDraft}
        onSubmit={text => latest.current.onChange(text)}
        onClear={() => latest.current.onChange('')}
      />
    </div>
  );
}
