/** A line of two texts that are compared: in both, or in one of them. */
export interface DiffLine {
  kind: 'same' | 'before' | 'after';
  text: string;
}

/** Beyond so many pairs of lines a comparison takes too long for a page. */
const MOST_PAIRS = 4_000_000;

/**
 * What differs between two texts, line by line, with a line of what is around it; a gap is a line of kind `same` with an ellipsis.
 *
 * @returns `undefined` where the texts are too long to be compared.
 */
export function diffLines(
  before: string,
  after: string,
): DiffLine[] | undefined {
  const olds = before.replace(/\n$/, '').split('\n');
  const news = after.replace(/\n$/, '').split('\n');
  if (olds.length * news.length > MOST_PAIRS) return undefined;
  return withoutFarLines(compare(olds, news));
}

function compare(olds: string[], news: string[]): DiffLine[] {
  // common[i][j]: how many lines the rests from i and from j on have in common, in the same order.
  const common = Array.from({ length: olds.length + 1 }, () =>
    new Array<number>(news.length + 1).fill(0),
  );
  for (let i = olds.length - 1; i >= 0; i--)
    for (let j = news.length - 1; j >= 0; j--)
      common[i][j] =
        olds[i] === news[j]
          ? common[i + 1][j + 1] + 1
          : Math.max(common[i + 1][j], common[i][j + 1]);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < olds.length || j < news.length) {
    if (i < olds.length && j < news.length && olds[i] === news[j]) {
      lines.push({ kind: 'same', text: olds[i] });
      i += 1;
      j += 1;
    } else if (
      j === news.length ||
      (i < olds.length && common[i + 1][j] >= common[i][j + 1])
    ) {
      lines.push({ kind: 'before', text: olds[i] });
      i += 1;
    } else {
      lines.push({ kind: 'after', text: news[j] });
      j += 1;
    }
  }
  return lines;
}

function withoutFarLines(lines: DiffLine[]): DiffLine[] {
  const isNear = (at: number) =>
    [at - 1, at, at + 1].some(
      index => lines[index] !== undefined && lines[index].kind !== 'same',
    );
  const shown: DiffLine[] = [];
  let isGap = false;
  lines.forEach((line, at) => {
    if (isNear(at)) {
      shown.push(line);
      isGap = false;
    } else if (!isGap) {
      shown.push({ kind: 'same', text: '…' });
      isGap = true;
    }
  });
  return shown;
}
