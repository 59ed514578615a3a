import { resolvePolicy } from '../policy/resolvePolicy';
import { inputOf } from '../testing/tableOf';
import { judge } from './judge';

const partitioningOf = (warnings: Array<{ code: string; message: string }>) =>
  judge(
    inputOf(
      { dataFiles: 39, filesBySpec: { '0': 16, '1': 23 } },
      { defaultSpecId: -1, warnings },
    ),
    resolvePolicy(),
  ).notes.find(({ subject }) => subject === 'Partitioning')?.text;

describe('files of an earlier partitioning', () => {
  it('are counted', () => {
    expect(partitioningOf([])).toContain(
      '39 of 39 files still follow an older',
    );
  });

  it('bug: are not said to be all of them where nobody tells which are', () => {
    expect(
      partitioningOf([{ code: 'current-files-unknown', message: 'Not told.' }]),
    ).toBeUndefined();
  });
});
