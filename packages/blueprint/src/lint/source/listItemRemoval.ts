import type { LintContext } from '../LintContext';
import type { TextEdit } from '../model/TextEdit';

/**
 * The edit that removes an item of a block list, with its lines; the whole list, if it is its only item. `undefined` for a
 * list in flow style, and where comments or anchors would go with it.
 *
 * @param owner - the mapping that has the list, and the key it has it under.
 */
export function listItemRemoval(
  context: LintContext,
  list: unknown[],
  index: number,
  owner: { container: object; key: string },
): TextEdit | undefined {
  const source = context.textOfFile(context.places.of(list).file);
  const item = context.places.of(list, index);
  if (source === undefined || item.range === undefined) return undefined;
  const lineStart = source.lastIndexOf('\n', item.range[0] - 1) + 1;
  if (!/^\s*-\s*$/.test(source.slice(lineStart, item.range[0])))
    return undefined;
  let start = lineStart;
  if (list.length === 1) {
    const key = context.places.of(owner.container, owner.key).keyStart;
    if (key === undefined) return undefined;
    start = source.lastIndexOf('\n', key - 1) + 1;
    if (source.slice(start, key).trim() !== '') return undefined;
  }
  let end = item.range[1];
  // The range of a block value may end at the beginning of the next line or before a break.
  if (source[end - 1] !== '\n') {
    const newline = source.indexOf('\n', end);
    end = newline < 0 ? source.length : newline + 1;
  }
  const removed = source.slice(start, end);
  return /[#&]/.test(removed)
    ? undefined
    : { file: item.file, start, end, text: '' };
}
