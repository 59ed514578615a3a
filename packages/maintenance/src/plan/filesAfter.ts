import type { TakenOf } from './takenBy';

/** How many files of the target size what is taken up becomes. */
export function filesAfter(
  { dataFiles, dataBytes }: ReturnType<TakenOf>,
  target: number,
): number {
  return Math.min(
    dataFiles,
    Math.max(1, Math.ceil(Number(dataBytes) / target)),
  );
}
