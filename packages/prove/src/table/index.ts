export * from './compareRows';
export * from './MadeTables';
export * from './ownership';
export * from './SampleRow';
