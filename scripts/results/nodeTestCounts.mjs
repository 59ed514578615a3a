/** A reporter of node:test that gives nothing but how many tests passed and failed. */
export default async function* nodeTestCounts(events) {
  const counts = { passed: 0, failed: 0 };
  for await (const { type, data } of events) {
    if (data?.details?.type !== 'suite') {
      counts.passed += type === 'test:pass' ? 1 : 0;
      counts.failed += type === 'test:fail' ? 1 : 0;
    }
  }
  yield JSON.stringify(counts);
}
