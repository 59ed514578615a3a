/** Asks again until the answer is the one that is waited for. */
export async function untilTrue<T>(
  ask: () => Promise<T>,
  check: (answer: T) => boolean,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (check(answer)) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
