import type { ReactNode } from 'react';
import styles from './Figure.module.css';

/** A large number with its label above and its explanation below. */
export function Figure(props: {
  label: ReactNode;
  value: ReactNode;
  unit?: ReactNode;
  foot?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={styles.figure}>
      <span className={styles.label}>{props.label}</span>
      <span className={styles.value}>
        {props.value}
        {props.unit && <span className={styles.unit}> {props.unit}</span>}
      </span>
      {props.children}
      {props.foot && <span className={styles.foot}>{props.foot}</span>}
    </div>
  );
}
