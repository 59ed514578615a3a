import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/**
 * Width of an element in CSS pixels, kept up to date. Charts are drawn at their real
 * width, so that their text keeps its size at every window width. Where nothing can be
 * measured (tests, printing), it is `fallback`.
 */
export function useElementWidth<T extends HTMLElement>(
  fallback: number,
): { ref: RefObject<T>; width: number } {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(fallback);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) {
      return undefined;
    }
    const measured = Math.floor(element.getBoundingClientRect().width);
    if (measured > 0) {
      setWidth(measured);
    }
    if (typeof ResizeObserver === 'undefined') {
      return undefined;
    }
    const observer = new ResizeObserver(entries => {
      const next = Math.floor(entries[0].contentRect.width);
      if (next > 0) {
        setWidth(next);
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
