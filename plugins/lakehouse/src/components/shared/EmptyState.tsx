import type { ReactNode } from 'react';
import { RiInboxLine } from '@remixicon/react';
import styles from './EmptyState.module.css';

/** Nothing to show, why, and what to do next. The icon is decoration: the title says it. */
export function EmptyState(props: {
  icon?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <span aria-hidden>{props.icon ?? <RiInboxLine size={20} />}</span>
      <b className={styles.title}>{props.title}</b>
      {props.detail && <span className={styles.detail}>{props.detail}</span>}
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </div>
  );
}
