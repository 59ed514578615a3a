import styles from './Segments.module.css';

/** One choice of {@link Segments}. */
export interface Segment {
  id: string;
  label: string;
  /** Named differently for screen readers, for example `Snowflake, not possible`. */
  name?: string;
  /** Can be chosen, but is not possible. */
  struck?: boolean;
}

/** A few choices of which one holds: range of a chart, engine of a snippet. Wraps where it is narrow. */
export function Segments(props: {
  label: string;
  segments: Segment[];
  selected: string;
  onSelect: (id: string) => void;
  className?: string;
}) {
  return (
    <div
      role="group"
      aria-label={props.label}
      className={
        props.className
          ? `${styles.segments} ${props.className}`
          : styles.segments
      }
    >
      {props.segments.map(segment => (
        <button
          key={segment.id}
          type="button"
          className={
            segment.struck
              ? `${styles.segment} ${styles.struck}`
              : styles.segment
          }
          aria-pressed={segment.id === props.selected}
          aria-label={segment.name}
          onClick={() => props.onSelect(segment.id)}
        >
          {segment.label}
        </button>
      ))}
    </div>
  );
}
