import {
  parseTableMetadata,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { formatMetadataJson } from '../metadata/formatMetadataJson';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';

/**
 * A table's metadata as one metadata file has it: to be changed ({@link TableState.json}), and as the model that
 * readers work with.
 */
export class TableState {
  readonly location: string;
  readonly json: TableMetadataJson;
  #model: TableMetadata | undefined;

  constructor(location: string, json: TableMetadataJson) {
    this.location = location;
    this.json = json;
  }

  /** Made when first asked for: a writer of many small commits does not need it. */
  get model(): TableMetadata {
    this.#model ??= parseTableMetadata(
      Buffer.from(formatMetadataJson(this.json)),
      { metadataLocation: this.location },
    );
    return this.#model;
  }
}
