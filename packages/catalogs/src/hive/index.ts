export { HiveMetastoreCatalog } from './HiveMetastoreCatalog';
export type {
  HiveMetastoreOptions,
  HiveMetastoreServer,
} from './HiveMetastoreOptions';
