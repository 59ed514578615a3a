import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { stopClock } from './__testUtils__/stopClock';

// What is waited for comes, however slowly a busy machine draws a page; only what never comes takes that long.
configure({ asyncUtilTimeout: 30_000 });
jest.setTimeout(180_000);

stopClock();
