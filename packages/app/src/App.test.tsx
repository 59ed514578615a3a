import { render, screen } from '@testing-library/react';
import app from './App';

describe('App', () => {
  it('renders the sign-in of the portal with no plugin but its own', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ] as any,
    };

    const { baseElement } = render(app.createRoot());

    await screen.findAllByText(/./);
    expect(baseElement).toBeInTheDocument();
  });
});
