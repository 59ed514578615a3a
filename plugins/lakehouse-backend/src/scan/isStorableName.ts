/** Characters. */
const MAX_NAME = 512;

/** Whether the database can keep the name of a table or of its namespace, and hand it back as it was. */
export function isStorableName(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= MAX_NAME &&
    !name.includes('\0') &&
    name.isWellFormed()
  );
}
