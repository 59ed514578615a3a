import type { ReactNode } from 'react';
import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiInformationLine,
  RiTimeLine,
} from '@remixicon/react';
import styles from './Banner.module.css';

const ICONS = {
  warning: RiTimeLine,
  info: RiInformationLine,
  negative: RiCloseCircleFill,
  positive: RiCheckboxCircleFill,
};

/** A line that qualifies the whole page or card. At most one per page: the worst. */
export function Banner(props: {
  tone: keyof typeof ICONS;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Announced when it appears: for errors `alert`, else `status`. */
  role?: 'alert' | 'status';
}) {
  const Icon = ICONS[props.tone];
  return (
    <div
      className={`${styles.banner} ${styles[props.tone]}`}
      role={props.role ?? 'status'}
    >
      <Icon aria-hidden size={16} />
      <span className={styles.body}>
        <b>{props.title}</b> {props.children}
      </span>
      {props.action && <span className={styles.action}>{props.action}</span>}
    </div>
  );
}
