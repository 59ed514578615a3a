import type { ReactNode } from 'react';
import styles from './Split.module.css';

const RATIOS = {
  '3:2': styles.wide3narrow2,
  '2:1': styles.wide2narrow1,
  '1:1': styles.wide1narrow1,
} as const;

/** Two columns of cards, which become one where the page is narrow. */
export function Split(props: {
  ratio: keyof typeof RATIOS;
  children: ReactNode;
  aside: ReactNode;
}) {
  return (
    <div className={`${styles.split} ${RATIOS[props.ratio]}`}>
      <div className={styles.column}>{props.children}</div>
      <div className={styles.column}>{props.aside}</div>
    </div>
  );
}
