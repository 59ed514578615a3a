/** What a promise is rejected with, for a test that looks at all of it. */
export function rejection(promise: Promise<unknown>) {
  return promise.then(
    () => {
      throw new Error('Expected it to be rejected');
    },
    error => error,
  );
}
