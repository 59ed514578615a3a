import type { FlatField } from './flattenSchema';

/**
 * Fields that are in another struct than before, and fields whose order among the siblings that both schemas have is new. What a dropped or added sibling
 * shifts has not moved: only fields outside the longest run that kept its order have.
 */
export function movedFields(
  before: Map<number, FlatField>,
  after: Map<number, FlatField>,
): Map<number, { from: string; to: string }> {
  const moves = new Map<number, { from: string; to: string }>();
  const positions = new Map(
    [...before.keys()].map((id, position) => [id, position]),
  );
  for (const siblings of groupByParent(after)) {
    for (const field of siblings) {
      const old = before.get(field.id);
      if (old && old.parentId !== field.parentId)
        moves.set(field.id, {
          from: placeInParent(old, before),
          to: placeInParent(field, after),
        });
    }
    const kept = siblings.filter(
      field =>
        before.get(field.id)?.parentId === field.parentId &&
        before.has(field.id),
    );
    const stay = longestIncreasingRun(
      kept.map(field => positions.get(field.id) ?? 0),
    );
    const oldOrder = [...kept].sort(
      (a, b) => (positions.get(a.id) ?? 0) - (positions.get(b.id) ?? 0),
    );
    const from = placesOf(oldOrder);
    const to = placesOf(siblings);
    for (const [place, { id }] of kept.entries()) {
      if (stay.has(place)) continue;
      moves.set(id, { from: from(id), to: to(id) });
    }
  }
  return moves;
}

function groupByParent(fields: Map<number, FlatField>): FlatField[][] {
  const groups = new Map<number | undefined, FlatField[]>();
  for (const field of fields.values()) {
    const group = groups.get(field.parentId);
    if (group) group.push(field);
    else groups.set(field.parentId, [field]);
  }
  return [...groups.values()];
}

/** Engines do not do that, but ids say that it is the same field. */
function placeInParent(
  field: FlatField,
  fields: Map<number, FlatField>,
): string {
  const parent =
    field.parentId === undefined ? undefined : fields.get(field.parentId);
  return parent ? `into ${parent.path}` : 'to the columns';
}

/** Tells where a field is among others, by its id. */
function placesOf(siblings: FlatField[]): (id: number) => string {
  const places = new Map(siblings.map(({ id }, place) => [id, place]));
  return id => {
    const place = places.get(id) ?? 0;
    return place === 0 ? 'to the front' : `after ${siblings[place - 1].name}`;
  };
}

/** Indexes of a longest increasing subsequence (patience sorting, O(n log n): tables with thousands of columns exist). */
function longestIncreasingRun(values: number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [position, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (values[tails[middle]] < value) low = middle + 1;
      else high = middle;
    }
    previous[position] = low > 0 ? tails[low - 1] : -1;
    tails[low] = position;
  }
  const run = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]) run.add(at);
  return run;
}
