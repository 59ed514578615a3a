import { type CSSProperties, Fragment, type KeyboardEvent } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { tableStyles, text } from '../shared';
import { ColumnEvents } from './ColumnEvents';
import type { ColumnEvent } from './columnHistory';
import { ColumnRole } from './ColumnRole';
import type { ColumnRow } from './columnRows';
import styles from './ColumnTree.module.css';

/** One line of the tree of columns. */
export function ColumnTreeRow(props: {
  row: ColumnRow;
  open: boolean;
  reachable: boolean;
  roles: string[] | undefined;
  events: ColumnEvent[] | undefined;
  onToggle: (fieldId: number) => void;
  onFocus: (fieldId: number) => void;
  onKeyDown: (event: KeyboardEvent, row: ColumnRow) => void;
  register: (fieldId: number, element: HTMLTableRowElement | null) => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { row, open } = props;
  const silent = !row.doc && !props.roles && !props.events;
  return (
    <tr
      ref={element => props.register(row.fieldId, element)}
      aria-level={row.level}
      aria-expanded={row.hasChildren ? open : undefined}
      tabIndex={props.reachable ? 0 : -1}
      onFocus={() => props.onFocus(row.fieldId)}
      onKeyDown={event => props.onKeyDown(event, row)}
    >
      <td className={`${tableStyles.number} ${styles.id}`}>
        {/* Negative ones stand for ids that the source does not tell. */}
        {row.fieldId < 0 ? (
          <span title={t('table.columns.idUnknown')}>–</span>
        ) : (
          row.fieldId
        )}
      </td>
      <th scope="row">
        <span
          className={styles.name}
          style={{ '--level': row.level } as CSSProperties}
        >
          {row.hasChildren ? (
            <button
              type="button"
              className={styles.twist}
              tabIndex={-1}
              aria-label={
                open
                  ? t('table.columns.close', { column: row.path })
                  : t('table.columns.open', { column: row.path })
              }
              onClick={() => props.onToggle(row.fieldId)}
            >
              {open ? (
                <RiArrowDownSLine size={16} />
              ) : (
                <RiArrowRightSLine size={16} />
              )}
            </button>
          ) : (
            <span className={`${styles.twist} ${styles.leaf}`} />
          )}
          <b title={row.path}>{row.name}</b>
        </span>
      </th>
      <td className={tableStyles.nowrap}>
        <code>{row.type}</code>{' '}
        {!row.required && (
          <span className={text.note}>{t('table.columns.optional')}</span>
        )}
      </td>
      <td>
        <span className={styles.description}>
          {/* The spaces are for those who hear it: without them one word runs into the next. */}
          {props.roles?.map(role => (
            <Fragment key={role}>
              <ColumnRole role={role} />{' '}
            </Fragment>
          ))}
          {row.doc && <span>{row.doc}</span>}{' '}
          {props.events && <ColumnEvents events={props.events} />}
          {silent && row.level === 1 && (
            <span className={text.muted}>
              {t('table.columns.noDescription')}
            </span>
          )}
        </span>
      </td>
    </tr>
  );
}
