/**
 * A data or delete file has a format that the embedded engine cannot read.
 * @public
 */
export class UnsupportedFileFormatError extends Error {
  override readonly name = 'UnsupportedFileFormatError';
  readonly fileFormat: string;
  readonly location: string;

  constructor(fileFormat: string, location: string) {
    super(
      `The embedded engine reads Parquet only, but ${location} is ${fileFormat}; query this table with Trino or Spark`,
    );
    this.fileFormat = fileFormat;
    this.location = location;
  }
}
