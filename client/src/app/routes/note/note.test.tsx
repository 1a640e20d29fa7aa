import { afterEach, expect, it } from '@jest/globals';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import { cleanup, screen } from '@testing-library/react';
import { Outlet, Route, Routes } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { renderApp } from '@/testing/render';
import { aChannel, aServerDetail, aServerId } from '@/testing/servers';
import { Component } from './note';

afterEach(cleanup);

const hidden = aChannel({ type: 'voice' });
const noteId = noteIdFrom('01JD0000000000000000000001');

it.each([
  ['of a channel that the reader may not see', paths.note.to(aServerId, hidden.channelId, noteId), []],
  ['with an id that is none', paths.note.to(aServerId, hidden.channelId, '<b>'), [hidden]],
])('a note %s is not found, and the page leads back to the server', async (_what, path, channels) => {
  renderApp(
    <Routes>
      <Route element={<Outlet context={aServerDetail({ channels })} />}>
        <Route path={paths.note.path} element={<Component />} />
      </Route>
    </Routes>,
    { path },
  );
  expect(await screen.findByRole('heading', { name: '회의록을 찾을 수 없어요' })).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe(paths.server.to(aServerId));
});
