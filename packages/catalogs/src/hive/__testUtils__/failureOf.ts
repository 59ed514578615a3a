/** Name and message of the error that it fails with. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'it did not fail',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}
