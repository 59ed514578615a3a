/**
 * Something that could not be read, or reads unlike the specification, without spoiling the rest.
 * @public
 */
export interface ReadWarning {
  /** Stable name of the kind of trouble, for example `manifest-unreadable`. */
  code: string;
  /** A sentence for people: what, where, and what it means. */
  message: string;
  /** The table is sound: this is what the way in which it is read (Trino) can't tell. */
  isLimit?: true;
  /** The file concerned, if it is one. */
  location?: string;
}
