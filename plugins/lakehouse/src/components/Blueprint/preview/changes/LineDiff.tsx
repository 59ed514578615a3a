import { text as textStyles } from '../../../shared';
import type { DiffLine } from './diffLines';
import styles from './LineDiff.module.css';

const SIGNS = { same: ' ', before: '−', after: '+' } as const;

/** Lines of a text that change; what a sign means is said to who doesn't see it. */
export function LineDiff(props: {
  lines: readonly DiffLine[];
  /** Of the lines that go, and of those that come. */
  words: { before: string; after: string };
}) {
  return (
    <pre className={styles.diff}>
      {props.lines.map(({ kind, text }, at) => (
        // Lines are only told apart by their place.
        // eslint-disable-next-line react/no-array-index-key
        <span key={at} className={`${styles.line} ${styles[kind]}`}>
          <span aria-hidden>{SIGNS[kind]} </span>
          {kind !== 'same' && (
            <span className={textStyles.hidden}>{props.words[kind]}: </span>
          )}
          {text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
