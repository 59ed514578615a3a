import { type ReactNode, useId } from 'react';
import { Box } from '@backstage/ui';
import styles from './CardFrame.module.css';

/** Props of {@link CardFrame}. */
export interface CardFrameProps {
  title: ReactNode;
  /** A second line: says the answer, or the size of what follows. */
  subtitle?: ReactNode;
  /** Buttons, toggles, legends: right of the title. */
  actions?: ReactNode;
  /** The content runs to the card's edge; for tables. */
  flush?: boolean;
  /** A muted last line. */
  footer?: ReactNode;
  /** Level of the title's heading; 2 unless the card stands below a section heading. */
  level?: 2 | 3;
  /** The card waits for data. */
  busy?: boolean;
  className?: string;
  children?: ReactNode;
}

/** A card as every page of the suite draws it: a section that is named by its title. */
export function CardFrame(props: CardFrameProps) {
  const titleId = useId();
  const Heading = props.level === 3 ? 'h3' : 'h2';
  const classes = [styles.card, props.flush && styles.flush, props.className]
    .filter(Boolean)
    .join(' ');
  return (
    <Box
      as="section"
      bg="neutral"
      className={classes}
      aria-labelledby={titleId}
      aria-busy={props.busy || undefined}
    >
      <div className={styles.head}>
        <div className={styles.titles}>
          <Heading className={styles.title} id={titleId}>
            {props.title}
          </Heading>
          {props.subtitle && (
            <p className={styles.subtitle}>{props.subtitle}</p>
          )}
        </div>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </div>
      {props.children}
      {props.footer && <div className={styles.footer}>{props.footer}</div>}
    </Box>
  );
}
