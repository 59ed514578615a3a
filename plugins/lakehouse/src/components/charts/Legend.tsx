import type { ReactNode } from 'react';
import styles from './charts.module.css';

/** Names of categories with their marks: three to five of them. */
export function Legend(props: {
  items: ReadonlyArray<{ key: string; mark: ReactNode; label: string }>;
}) {
  return (
    <ul className={styles.legend}>
      {props.items.map(item => (
        <li key={item.key}>
          {item.mark}
          {item.label}
        </li>
      ))}
    </ul>
  );
}
