import { useEffect, useRef, type RefObject } from 'react';

/**
 * Keeps the keyboard's place: when what had the focus goes away with a change of `state`, it moves to the element of the ref,
 * instead of to the beginning of the page. Where nothing has had the focus since the page was opened, it stays as it is.
 */
export function useKeptFocus<T extends HTMLElement>(
  state: string,
): RefObject<T> {
  const target = useRef<T>(null);
  const before = useRef(state);
  const used = useRef(false);
  useEffect(() => {
    const onFocus = () => {
      used.current = true;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  useEffect(() => {
    if (before.current === state) {
      return;
    }
    before.current = state;
    const { activeElement } = document;
    if (
      used.current &&
      (activeElement === null || activeElement === document.body)
    ) {
      target.current?.focus();
    }
  });
  return target;
}
