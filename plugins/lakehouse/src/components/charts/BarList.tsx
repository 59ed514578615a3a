import styles from './charts.module.css';

/** A bar of the list. */
export interface BarListItem {
  key: string;
  label: string;
  value: number;
  /** Printed at the end of the row. */
  text: string;
  /** A mark on the bar: what would be enough. */
  needed?: number;
}

/**
 * Bars from zero on one scale, each with its label and its number: for categories that
 * have no order in time. It is a list of text, so it needs no table behind it.
 */
export function BarList(props: {
  label: string;
  items: readonly BarListItem[];
}) {
  const { label, items } = props;
  const most = items.reduce((max, item) => Math.max(max, item.value), 1);
  return (
    <ul className={styles.barList} aria-label={label}>
      {items.map(item => (
        <li key={item.key}>
          <span className={styles.barLabel} title={item.label}>
            {/* Isolated, so that the direction moves the clipping and not the characters. */}
            <bdi dir="ltr">{item.label}</bdi>
          </span>
          <span className={styles.barTrack} aria-hidden>
            <span
              className={styles.barFill}
              style={{ width: `${(100 * item.value) / most}%` }}
            />
            {item.needed !== undefined && (
              <span
                className={styles.barNeed}
                style={{
                  left: `${(100 * Math.min(item.needed, most)) / most}%`,
                }}
              />
            )}
          </span>
          <span className={styles.barNumber}>{item.text}</span>
        </li>
      ))}
    </ul>
  );
}
