import styles from './health.module.css';

/** Filled for speed, outlined for promises: one hue, two shapes. */
export function CostMark(props: {
  group: 'speed' | 'promise';
  label?: string;
}) {
  const className = `${styles.mark} ${
    props.group === 'speed' ? styles.speed : styles.promise
  }`;
  return props.label ? (
    <span className={className} role="img" aria-label={props.label} />
  ) : (
    <span className={className} aria-hidden />
  );
}
