import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Recommendation } from '@lakehouse-portal/table-health';
import { lakehouseTranslationRef } from '../../translation';
import { CodeBlock, text } from '../shared';
import styles from './health.module.css';

/** How the engines write them; others are shown as they come. */
const ENGINE_NAMES: Record<string, string> = {
  trino: 'Trino',
  spark: 'Spark',
  flink: 'Flink',
  embedded: 'Embedded',
};

/** Statements that do it, per engine, to be copied; opened on demand. */
export function Statements(props: { recommendation: Recommendation }) {
  const { action, statements } = props.recommendation;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const entries = Object.entries(statements ?? {});
  if (entries.length === 0) {
    return undefined;
  }
  return (
    <details className={styles.details}>
      <summary>
        <span aria-hidden>{t('health.todo.statements')}</span>
        <span className={text.hidden}>
          {t('health.todo.statementsFor', { action })}
        </span>
      </summary>
      <div className={styles.statements}>
        {entries.map(([engine, code]) => {
          const name = ENGINE_NAMES[engine] ?? engine;
          return (
            <div key={engine}>
              <p className={styles.engine}>{name}</p>
              <CodeBlock
                code={code}
                language="sql"
                label={t('health.todo.statement', { engine: name, action })}
              />
            </div>
          );
        })}
      </div>
    </details>
  );
}
