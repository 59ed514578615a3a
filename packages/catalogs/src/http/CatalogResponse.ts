/** A whole answer of a catalog. */
export interface CatalogResponse {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  /** What was asked, for messages: `GET https://host/v1/config`, without its query. */
  what: string;
}
