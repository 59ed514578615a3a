/**
 * Reads the files of tables from object stores and over HTTP: `FileIO` for S3, Google Cloud Storage, Azure and HTTP.
 *
 * @packageDocumentation
 */
export { AzureFileIO, type AzureFileIOOptions } from './azure/AzureFileIO';
export { createStores } from './config/createStores';
export { readStorageConfig } from './config/readStorageConfig';
export type { StorageConfig, StoreConfig } from './config/StorageConfig';
export { storeForLocation } from './config/storeForLocation';
export {
  storesForWarehouses,
  type WarehouseStores,
} from './config/storesForWarehouses';
export * from './errors';
export type { FolderContent, FolderFileIO } from './FolderFileIO';
export { GcsFileIO, type GcsFileIOOptions } from './gcs/GcsFileIO';
export { HttpFileIO, type HttpFileIOOptions } from './http/HttpFileIO';
export { redactLocation, storeKindOf, type StoreKind } from './locations';
export { LocalFolders } from './LocalFolders';
export {
  ObjectStoreFileIO,
  type ObjectStoreOptions,
} from './ObjectStoreFileIO';
export type { RequestOptions } from './requests';
export { parseRetryAfter } from './requests/parseRetryAfter';
export type { ListedFile, ListOptions } from './requests/ObjectReader';
export { LimitedFileIO } from './routing/LimitedFileIO';
export { Turns } from './routing/Turns';
export {
  WarehouseFileIO,
  type WarehouseFileIOOptions,
} from './routing/WarehouseFileIO';
export { S3FileIO, type S3FileIOOptions } from './s3/S3FileIO';
export { type StoreOptions, StoreReader } from './StoreReader';
export type { StoreFileIO } from './StoreFileIO';
export { vendedStores, type VendedProperties } from './vended/vendedStores';
