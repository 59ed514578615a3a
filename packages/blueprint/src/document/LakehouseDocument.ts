import type { z } from 'zod';
import type { lakehouseSchema } from './schema/lakehouseSchema';

/**
 * A lakehouse as somebody wants it. What is left out gets its default from `applyDefaults`.
 * @public
 */
export type LakehouseDocument = z.infer<typeof lakehouseSchema>;

/**
 * What a document asks for.
 * @public
 */
export type LakehouseSpec = LakehouseDocument['spec'];

/** Where data lies. @public */
export type StorageSpec = NonNullable<LakehouseSpec['storage']>;
/** Where the catalog keeps its metadata. @public */
export type DatabaseSpec = NonNullable<LakehouseSpec['database']>;
/** Which catalog keeps the pointers to tables. @public */
export type CatalogSpec = NonNullable<LakehouseSpec['catalog']>;
/** The engine. @public */
export type TrinoSpec = NonNullable<LakehouseSpec['trino']>;
/** Who may see what. @public */
export type AccessSpec = NonNullable<LakehouseSpec['access']>;
/** How large. @public */
export type LakehouseSize = NonNullable<LakehouseSpec['size']>;
/** Optional parts with charts of their own. @public */
export type AddonsSpec = NonNullable<LakehouseSpec['addons']>;
/** A component whose image can be replaced. @public */
export type ImageName = keyof NonNullable<LakehouseSpec['images']>;

/**
 * CPU in cores and memory (`16Gi`) of one container.
 * @public
 */
export type NodeResources = NonNullable<TrinoSpec['worker']>;
