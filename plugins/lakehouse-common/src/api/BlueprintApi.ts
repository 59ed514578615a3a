import type {
  BlueprintCluster,
  BlueprintPreview,
  BlueprintPreviewRequest,
} from './Blueprint';
import type { StackReport } from './Stack';
import type { RequestOptions } from './LakehouseApi';

/**
 * What is needed to create a lakehouse on Kubernetes, and to keep it.
 * @public
 */
export interface BlueprintApi {
  /** The clusters that the portal's Kubernetes plugin knows. */
  listClusters(options?: RequestOptions): Promise<BlueprintCluster[]>;
  /** Has a cluster try the objects of a lakehouse; nothing is changed. Needs the permission `lakehouse.create`. */
  previewBlueprint(
    request: BlueprintPreviewRequest,
    options?: RequestOptions,
  ): Promise<BlueprintPreview>;
  /** How a lakehouse is in its cluster, against its document; nothing is changed. */
  getStack(lakehouse: string, options?: RequestOptions): Promise<StackReport>;
}
