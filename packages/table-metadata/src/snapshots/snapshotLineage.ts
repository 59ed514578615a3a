import type { SnapshotRef, TableMetadata } from '../model';
import { type SnapshotGraph, snapshotGraph } from './SnapshotGraph';

/**
 * The history of one branch or tag, as far as it is kept.
 * @public
 */
export interface RefLineage {
  name: string;
  type: SnapshotRef['type'];
  snapshotId: string;
  /** Snapshots from this one back to the oldest that is kept, itself included; 0 when it isn't there. */
  snapshots: number;
  /** The oldest of them. */
  oldestSnapshotId?: string;
  /**
   * Why the history ends there. `first`: it has no parent. `expired`: its parent is no longer there. `cycle`: damaged
   * metadata goes in a circle. `missing`: the ref's own snapshot isn't there.
   */
  end: 'first' | 'expired' | 'cycle' | 'missing';
  /** The parent that is no longer there. */
  missingParentId?: string;
  /** The newest snapshot that it shares with `main`; absent when there is none, and for `main`. */
  forkedFromSnapshotId?: string;
  /** Snapshots that this has and `main` has not; absent without a shared one. */
  ahead?: number;
  /** Snapshots that `main` has made since. */
  behind?: number;
}

/**
 * How the snapshots of a table hang together.
 * @public
 */
export interface SnapshotLineage {
  /** In the order of the metadata's refs. */
  refs: RefLineage[];
  /** Snapshots that are in the history of no branch and no tag, such as staged ones or those of a rolled back table. */
  detached: string[];
  /** Snapshots whose parent is not there any more, or never was. */
  withMissingParent: number;
}

interface Walks {
  /** Snapshots from here to the end of the history. */
  lengths: Int32Array;
  /** Place where the history ends. */
  ends: Int32Array;
  /** 1: in a circle. */
  cut: Uint8Array;
}

/**
 * Follows all branches and tags. Time and memory grow with the number of snapshots and of refs, not with their product;
 * expired, missing, self-made and cyclic parents end a history, and the result says which it was.
 * @public
 */
export function snapshotLineage(
  metadata: Pick<TableMetadata, 'snapshots' | 'refs'>,
): SnapshotLineage {
  const graph = snapshotGraph(metadata);
  const walks = walkAll(graph);
  const heads = metadata.refs.map(({ snapshotId }) => graph.find(snapshotId));
  const mainHead =
    heads[metadata.refs.findIndex(({ name }) => name === 'main')];
  const onMain = mark(graph, mainHead === undefined ? [] : [mainHead]);
  const toMain = stepsTo(graph, onMain);
  const refs = metadata.refs.map((ref, index) =>
    describe(ref, heads[index], graph, walks, mainHead, toMain),
  );
  const reached = mark(graph, heads);
  const detached: string[] = [];
  let withMissingParent = 0;
  for (let place = 0; place < graph.length; place++) {
    if (reached[place] === 0) detached.push(graph.idAt(place));
    if (graph.parentAt(place) < 0 && graph.parentIdAt(place) !== undefined)
      withMissingParent++;
  }
  return { refs, detached, withMissingParent };
}

function describe(
  ref: SnapshotRef,
  head: number,
  graph: SnapshotGraph,
  { lengths, ends, cut }: Walks,
  mainHead: number | undefined,
  toMain: Int32Array[],
): RefLineage {
  const { name, type, snapshotId } = ref;
  if (head < 0) return { name, type, snapshotId, snapshots: 0, end: 'missing' };
  const end = ends[head];
  const missingParentId = cut[end] ? undefined : graph.parentIdAt(end);
  const why = missingParentId === undefined ? 'first' : 'expired';
  const lineage: RefLineage = {
    name,
    type,
    snapshotId,
    snapshots: lengths[head],
    oldestSnapshotId: graph.idAt(end),
    end: cut[end] ? 'cycle' : why,
    ...(missingParentId === undefined ? {} : { missingParentId }),
  };
  const [steps, shared] = toMain;
  if (name === 'main' || mainHead === undefined || shared[head] < 0)
    return lineage;
  return {
    ...lineage,
    forkedFromSnapshotId: graph.idAt(shared[head]),
    ahead: steps[head],
    behind: lengths[mainHead] - lengths[shared[head]],
  };
}

/** For every snapshot how long its history is, and where it ends; each snapshot is visited once. */
function walkAll(graph: SnapshotGraph): Walks {
  const { length } = graph;
  const lengths = new Int32Array(length);
  const ends = new Int32Array(length);
  const cut = new Uint8Array(length);
  const onPath = new Uint8Array(length);
  for (let start = 0; start < length; start++) {
    const path: number[] = [];
    let place = start;
    while (place >= 0 && lengths[place] === 0 && onPath[place] === 0) {
      onPath[place] = 1;
      path.push(place);
      place = graph.parentAt(place);
    }
    // A parent that is on the path itself: all in the circle have each other as ancestors, and the walk ends before itself.
    const circle =
      place >= 0 && lengths[place] === 0 ? path.indexOf(place) : path.length;
    const around = path.length - circle;
    for (let index = circle; index < path.length; index++) {
      const current = path[index];
      lengths[current] = around;
      ends[current] = path[index === circle ? path.length - 1 : index - 1];
      cut[current] = 1;
    }
    let known = place;
    for (let index = circle - 1; index >= 0; index--) {
      const current = path[index];
      lengths[current] = known < 0 ? 1 : lengths[known] + 1;
      ends[current] = known < 0 ? current : ends[known];
      known = current;
    }
    for (const current of path) onPath[current] = 0;
  }
  return { lengths, ends, cut };
}

/** 1 for the snapshots of some histories. */
function mark(graph: SnapshotGraph, heads: number[]): Uint8Array {
  const marked = new Uint8Array(graph.length);
  for (const head of heads)
    for (
      let place = head;
      place >= 0 && marked[place] === 0;
      place = graph.parentAt(place)
    )
      marked[place] = 1;
  return marked;
}

/** For every snapshot how many steps it is from a marked one, and which that is (-1: none). */
function stepsTo(graph: SnapshotGraph, marked: Uint8Array): Int32Array[] {
  const steps = new Int32Array(graph.length).fill(-1);
  const found = new Int32Array(graph.length).fill(-1);
  for (let start = 0; start < graph.length; start++) {
    const path: number[] = [];
    let place = start;
    // 0 steps are given while it is on the path, so that a cycle ends.
    while (place >= 0 && steps[place] < 0) {
      steps[place] = 0;
      if (marked[place] === 1) {
        found[place] = place;
        break;
      }
      path.push(place);
      place = graph.parentAt(place);
    }
    let known = place >= 0 ? place : -1;
    for (let index = path.length - 1; index >= 0; index--) {
      const current = path[index];
      if (known >= 0 && found[known] >= 0) {
        found[current] = found[known];
        steps[current] = steps[known] + 1;
      }
      known = current;
    }
  }
  return [steps, found];
}
