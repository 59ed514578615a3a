import type { ReactNode } from 'react';
import tokens from './tokens.module.css';

/**
 * Root of every page, tab and card of the suite: brings the `--lh-*` tokens, base type
 * and the container that layouts measure themselves against. Its children are stacked.
 */
export function Surface(props: { children: ReactNode; bare?: boolean }) {
  return (
    <div className={tokens.surface}>
      <div
        className={props.bare ? `${tokens.stack} ${tokens.bare}` : tokens.stack}
      >
        {props.children}
      </div>
    </div>
  );
}
