import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A process that compiles what it runs.
jest.setTimeout(300_000);

/** A disk of one's own takes Linux and user namespaces. */
const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-rm', 'true']).status === 0;

(canMount ? describe : describe.skip)('a disk that is full', () => {
  it.each([[0], [64], [250]])(
    'while the embedded engine compacts, with %i KB left: the run has failed, the table is as it was',
    async freeKb => {
      const root = await mkdtemp(join(tmpdir(), 'full-'));
      const disk = join(root, 'disk');
      await mkdir(disk);
      const command = [
        process.execPath,
        '--require',
        process.env.LAKEHOUSE_TRANSFORM ??
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, '__testUtils__', 'diskFullChild.ts'),
        disk,
        String(freeKb),
        join(root, 'portal.db'),
      ];
      const { stdout, stderr } = spawnSync(
        'unshare',
        [
          '-rm',
          'sh',
          '-c',
          'mount -t tmpfs -o size=8m tmpfs "$0" && exec "$@"',
          disk,
          ...command,
        ],
        { encoding: 'utf8' },
      );
      expect(stderr).toBe('');
      const result = JSON.parse(stdout) as Record<string, unknown>;
      expect(result).toMatchObject({
        state: 'failed',
        reason: expect.stringMatching(/space|ENOSPC|full|write/i),
        units: ['failed'],
        same: true,
        canBeProposedAgain: true,
      });
      // What was written in vain is removed.
      expect(result.leftBlocks).toBeLessThanOrEqual(16);
      await rm(root, { recursive: true, force: true });
    },
  );
});
