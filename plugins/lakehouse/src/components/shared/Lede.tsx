import type { ReactNode } from 'react';
import styles from './Lede.module.css';

/** The one or two sentences that a page opens with: the answer, then what supports it. */
export function Lede(props: { headline: ReactNode; detail?: ReactNode }) {
  return (
    <p className={styles.lede}>
      <b className={styles.headline}>{props.headline}</b>
      {props.detail ? <> {props.detail}</> : undefined}
    </p>
  );
}
