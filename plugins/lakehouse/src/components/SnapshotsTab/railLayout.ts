/** A row of the list as the rail sees it: a snapshot, or several that are folded into one row. */
export interface RailNode {
  id: string;
  /** On the history of the current snapshot: the first lane is its. */
  main: boolean;
  /** The next row of its history; or a parent that isn't shown yet, below all rows. */
  next?: string;
  /** Snapshots between it and `next` are not shown. */
  gap: boolean;
  /** Folded snapshots have no dot of their own. */
  folded?: boolean;
  /** Its parent is gone: the line ends in the open. */
  ends?: boolean;
}

/** What the rail draws in a row. */
export interface RailRow {
  lane: number;
  /** The line comes in from above, and whether snapshots are left out there. */
  top?: 'solid' | 'dotted';
  bottom?: 'solid' | 'dotted' | 'stub';
  /** Lanes that pass by. */
  through: Array<{ lane: number; dotted: boolean }>;
  /** Lanes whose snapshot has this one as parent: they end here. */
  joins: Array<{ lane: number; dotted: boolean }>;
}

/**
 * Lays out histories as lanes, newest row first: main in the first lane, every other line
 * in a lane of its own until it reaches a parent in another lane.
 */
export function railLayout(nodes: readonly RailNode[]): {
  rows: RailRow[];
  lanes: number;
} {
  const lanes: Array<{ wants: string; dotted: boolean } | undefined> = [];
  let width = 1;
  const rows = nodes.map(node => {
    const wanting = lanes.flatMap((lane, index) =>
      lane?.wants === node.id ? [{ lane: index, dotted: lane.dotted }] : [],
    );
    const own = node.main
      ? 0
      : wanting.find(({ lane }) => lane > 0)?.lane ?? firstFree(lanes);
    const top = wanting.find(({ lane }) => lane === own);
    for (const { lane } of wanting) {
      lanes[lane] = undefined;
    }
    const through = lanes.flatMap((lane, index) =>
      lane && index !== own ? [{ lane: index, dotted: lane.dotted }] : [],
    );
    lanes[own] =
      node.next === undefined
        ? undefined
        : { wants: node.next, dotted: node.gap || Boolean(node.folded) };
    width = Math.max(width, own + 1);
    const line = node.gap || node.folded ? 'dotted' : 'solid';
    const row: RailRow = {
      lane: own,
      top: top && (top.dotted ? 'dotted' : 'solid'),
      bottom:
        (node.next !== undefined && line) || (node.ends && 'stub') || undefined,
      through,
      joins: wanting.filter(({ lane }) => lane !== own),
    };
    return row;
  });
  return { rows, lanes: width };
}

/** The first lane is main's, also while main has not begun. */
function firstFree(lanes: ReadonlyArray<unknown>): number {
  let lane = 1;
  while (lanes[lane] !== undefined) {
    lane += 1;
  }
  return lane;
}
