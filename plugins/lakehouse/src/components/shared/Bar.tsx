import styles from './Bar.module.css';

/** One part of a {@link Bar}. */
export interface BarPart {
  key: string;
  value: number;
  /** CSS colour by token; `hatch` for what is unknown. */
  color: string | 'hatch';
}

/** One stacked bar: parts of a whole. `sentence` says it in words; print the numbers beside it. */
export function Bar(props: {
  parts: BarPart[];
  sentence: string;
  width?: string;
}) {
  return (
    <span
      className={styles.bar}
      role="img"
      aria-label={props.sentence}
      style={{ width: props.width }}
    >
      {props.parts
        .filter(part => part.value > 0)
        .map(part => (
          <span
            key={part.key}
            className={part.color === 'hatch' ? styles.hatch : undefined}
            style={{
              flex: part.value,
              background: part.color === 'hatch' ? undefined : part.color,
            }}
          />
        ))}
    </span>
  );
}
