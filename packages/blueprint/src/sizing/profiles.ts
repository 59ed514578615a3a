import type {
  LakehouseSize,
  NodeResources,
} from '../document/LakehouseDocument';

/** What a size means; each number can be overridden in the document. */
export interface Profile {
  coordinator: NodeResources;
  worker: NodeResources;
  /** 0: one node. */
  workers: number;
  /** Volume of an object store in the cluster. */
  warehouse: string;
  /** Volume of the metadata database. */
  database: string;
}

/**
 * The sizes. Measures: demo runs on a laptop, small is a team's first cluster, medium some TB, large some dozens of TB.
 */
export const PROFILES: Record<LakehouseSize, Profile> = {
  demo: {
    coordinator: { cpu: 1, memory: '3Gi' },
    worker: { cpu: 1, memory: '3Gi' },
    ...{ workers: 0, warehouse: '20Gi', database: '2Gi' },
  },
  small: {
    coordinator: { cpu: 2, memory: '6Gi' },
    worker: { cpu: 2, memory: '8Gi' },
    ...{ workers: 2, warehouse: '200Gi', database: '10Gi' },
  },
  medium: {
    coordinator: { cpu: 2, memory: '8Gi' },
    worker: { cpu: 4, memory: '16Gi' },
    ...{ workers: 4, warehouse: '500Gi', database: '20Gi' },
  },
  large: {
    coordinator: { cpu: 8, memory: '32Gi' },
    worker: { cpu: 16, memory: '64Gi' },
    ...{ workers: 8, warehouse: '2Ti', database: '50Gi' },
  },
};
