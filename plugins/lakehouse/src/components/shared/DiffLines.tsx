import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SchemaChangeLine } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import styles from './DiffLines.module.css';
import text from './text.module.css';

const SIGNS = { added: '+', dropped: '−', changed: '~' } as const;

/** Changes of a schema as lines of a diff: sign, field id, path, type, what happened. */
export function DiffLines(props: {
  changes: SchemaChangeLine[];
  label: string;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    // It can scroll sideways, so it must be reachable by keyboard.
    <div
      className={styles.diff}
      tabIndex={0}
      role="region"
      aria-label={props.label}
    >
      <table className={styles.lines}>
        <thead className={text.hidden}>
          <tr>
            <th scope="col">{t('diff.change')}</th>
            <th scope="col">{t('diff.id')}</th>
            <th scope="col">{t('diff.column')}</th>
            <th scope="col">{t('diff.type')}</th>
            <th scope="col">{t('diff.what')}</th>
          </tr>
        </thead>
        <tbody>
          {props.changes.map(line => (
            <tr
              key={`${line.kind}-${line.fieldId}-${line.path}-${line.what}`}
              className={styles[line.kind]}
            >
              <td>
                <span aria-hidden>{SIGNS[line.kind]}</span>
                <span className={text.hidden}>{t(`diff.${line.kind}`)}</span>
              </td>
              <td>{line.fieldId}</td>
              <td>{line.path}</td>
              <td>{line.type}</td>
              <td>{line.what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
