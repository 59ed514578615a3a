import type { ReactNode } from 'react';
import styles from './Timeline.module.css';

/** A list of versions, newest first, on a rail. */
export function Timeline(props: { children: ReactNode }) {
  return <ol className={styles.timeline}>{props.children}</ol>;
}

/** One version: its name and time in a line, what it brought beneath. */
export function TimelineItem(props: {
  current: boolean;
  title: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li
      className={
        props.current ? `${styles.item} ${styles.current}` : styles.item
      }
    >
      <div className={styles.head}>
        <span>{props.title}</span>
        {props.note}
      </div>
      {props.children && <div className={styles.body}>{props.children}</div>}
    </li>
  );
}
