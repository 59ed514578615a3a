export { JdbcCatalog } from './JdbcCatalog';
export type {
  JdbcCatalogOptions,
  JdbcServerOptions,
  JdbcTls,
} from './JdbcCatalogOptions';
