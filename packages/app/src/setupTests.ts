import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// All of the portal starts, which takes its time on a busy machine; only what never comes takes that long.
configure({ asyncUtilTimeout: 120_000 });
jest.setTimeout(180_000);
