import type {
  BlueprintCluster,
  BlueprintPreview,
  BlueprintPreviewRequest,
} from './Blueprint';
import type { RequestOptions } from './LakehouseApi';

/**
 * What is needed to create a lakehouse on Kubernetes.
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
}
