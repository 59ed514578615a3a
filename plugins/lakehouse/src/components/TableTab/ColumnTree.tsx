import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { tableStyles } from '../shared';
import type { ColumnEvent } from './columnHistory';
import { ColumnTreeRow } from './ColumnTreeRow';
import type { ColumnRow } from './columnRows';
import styles from './ColumnTree.module.css';
import { useTreeKeys } from './useTreeKeys';

/** Columns as a treegrid: nested types open and close, by mouse and by arrow keys. */
export function ColumnTree(props: {
  label: string;
  rows: ColumnRow[];
  open: ReadonlySet<number>;
  onToggle: (fieldId: number) => void;
  roles: ReadonlyMap<number, string[]>;
  history: ReadonlyMap<number, ColumnEvent[]>;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  // A flat schema needs no room for the arrows that open nested columns.
  const flat = props.rows.every(row => !row.hasChildren);
  const keys = useTreeKeys(props.rows, props.open, props.onToggle);
  return (
    <div className={tableStyles.scroll}>
      <table
        className={`${tableStyles.table} ${tableStyles.top} ${styles.tree} ${
          flat ? styles.flat : ''
        }`}
        // WAI-ARIA makes treegrids of tables: rows and cells keep their roles, the browser its layout.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="treegrid"
        aria-label={props.label}
      >
        <thead>
          <tr>
            <th scope="col" className={`${tableStyles.number} ${styles.id}`}>
              {t('table.columns.id')}
            </th>
            <th scope="col">{t('table.columns.name')}</th>
            <th scope="col">{t('table.columns.type')}</th>
            <th scope="col">{t('table.columns.description')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map(row => (
            <ColumnTreeRow
              // Damaged metadata may give two columns one id.
              key={`${row.fieldId} ${row.path}`}
              row={row}
              open={props.open.has(row.fieldId)}
              reachable={keys.reachable === row.fieldId}
              roles={props.roles.get(row.fieldId)}
              events={props.history.get(row.fieldId)}
              onToggle={props.onToggle}
              onFocus={keys.setCurrent}
              onKeyDown={keys.onKeyDown}
              register={keys.register}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
