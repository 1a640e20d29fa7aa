import '@/shared/i18n/i18n';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { lazy } from 'react';
import { LazyPart } from './lazy-part';

const lost = () => lazy(() => Promise.reject<{ default: () => null }>(new TypeError('Failed to fetch')));

/** React reports each caught error to the console. */
let consoleError: ReturnType<typeof jest.spyOn>;
beforeEach(() => {
  consoleError = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  consoleError.mockRestore();
  cleanup();
});

describe('a part whose code cannot be loaded', () => {
  test('says so and offers a new page, while the rest of the page stays', async () => {
    const Part = lost();
    render(
      <>
        <p>the conversation</p>
        <LazyPart placeholder={<p>waiting</p>}>
          <Part />
        </LazyPart>
      </>,
    );
    screen.getByText('waiting');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Couldn’t load this');
    screen.getByRole('button', { name: 'Reload' });
    screen.getByText('the conversation');
  });

  test('leaves nothing behind if it only adds details', async () => {
    const Part = lost();
    const { container } = render(
      <LazyPart placeholder={<p>waiting</p>} isMinor>
        <Part />
      </LazyPart>,
    );
    screen.getByText('waiting');
    await waitFor(() => expect(container.innerHTML).toBe(''));
  });
});
