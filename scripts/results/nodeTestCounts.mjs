/** A reporter of node:test that gives nothing but how many tests passed and failed, and which ones failed. */
export default async function* nodeTestCounts(events) {
  const counts = { passed: 0, failed: 0, failures: [] };
  for await (const { type, data } of events) {
    if (data?.details?.type !== 'suite') {
      counts.passed += type === 'test:pass' ? 1 : 0;
      if (type === 'test:fail') {
        counts.failed += 1;
        counts.failures.push(
          `${data.name}\n  ${data.details?.error?.message ?? ''}`,
        );
      }
    }
  }
  yield JSON.stringify(counts);
}
