import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { SnapshotComparison } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CodeBlock } from '../shared';
import styles from './snapshots.module.css';

/** How to query the table as of A, per engine, to be copied. */
export function TimeTravel(props: {
  queries: SnapshotComparison['timeTravelSql'];
}) {
  const { queries } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [engine, setEngine] = useState<string>();
  const shown = queries.find(query => query.engine === engine) ?? queries[0];
  if (!shown) {
    return undefined;
  }
  return (
    <>
      <div className={styles.timeTravel}>
        <h3 className={styles.part}>{t('snapshots.compare.timeTravel')}</h3>
        {queries.length > 1 && (
          <Select
            size="small"
            aria-label={t('snapshots.compare.engine')}
            selectedKey={shown.engine}
            onSelectionChange={key => setEngine(String(key))}
            options={queries.map(query => ({
              value: query.engine,
              label: query.engine,
            }))}
          />
        )}
      </div>
      <CodeBlock
        code={shown.code}
        language={languageOf(shown.code)}
        label={t('snapshots.compare.query', { engine: shown.engine })}
      />
    </>
  );
}

/** The contract names the engine and not the language: each begins in its own way. */
function languageOf(code: string): 'sql' | 'python' | 'shell' {
  if (/^\s*(from \S+ import|import|# pip) /m.test(code)) {
    return 'python';
  }
  return /^\s*(--|SELECT|WITH|SET|USE|FROM)\b/im.test(code) ? 'sql' : 'shell';
}
