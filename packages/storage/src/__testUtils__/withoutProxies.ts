/**
 * No proxy of this machine is asked for the servers of the tests; afterwards, the environment is as it was. To be called
 * once in a test file.
 */
export function withoutProxies(): void {
  const environment = { ...process.env };

  beforeAll(() => {
    // Azure's and Google's libraries would ask one.
    for (const key of Object.keys(process.env))
      if (/_proxy$/i.test(key)) delete process.env[key];
  });
  afterAll(() => {
    process.env = environment;
  });
}
