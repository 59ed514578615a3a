/**
 * Runs the command as a terminal does, and gives what it wrote.
 *
 * @param run - An entry of the command.
 */
export async function runWithOutput(
  run: (
    args: string[],
    terminal: { out(text: string): void; err(text: string): void },
  ) => Promise<number>,
  args: string[],
): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(args, {
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
  });
  return { code, out, err };
}
