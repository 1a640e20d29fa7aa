import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import {
  candidatesHeardBy,
  closeConnections,
  connectionsMadeBy,
  hearsNothing,
  hearsVoices,
  isConnectedTo,
  lendCredentials,
  mediaFlags,
  narrowToRelay,
  newestStateOf,
  relayOf,
  routesOf,
  seesVideo,
  videoBytesPerSecond,
} from './calls.js';
import {
  haveStreams,
  isWhole,
  openCallOfTwo,
  showsStatus,
  watchStatus,
  type CallOfTwo,
} from './call-of-two.js';
import { UdpForwarder } from './network/udp-forwarder.js';
import { eventually, press } from './steps.js';

/** Set where coturn runs. */
const turnSecret = process.env.E2E_TURN_SECRET;
const describeWithRelay = turnSecret ? describe : describe.skip;

const lost = '다시 연결하는 중…';
const connected = '음성 연결됨';

// One call bears all faults, one after another.
let browser: Browser;
let call: CallOfTwo;
let first: Page;
let second: Page;
beforeAll(async () => {
  browser = await launchBrowser(mediaFlags);
  call = await openCallOfTwo(browser);
  [first, second] = call.pages;
}, 240_000);
// A fault that doesn't heal is not in the way of the next.
afterEach(() => call.signalling.restore());
afterAll(() => browser.close());

const connectionsMade = () => Promise.all(call.pages.map(connectionsMadeBy));

const newestStateBecomes = (page: Page, ...states: string[]) =>
  eventually(
    () => newestStateOf(page),
    (state) => states.includes(state ?? ''),
  );

const goesThrough = (page: Page, route: string) =>
  eventually(
    () => routesOf(page),
    (routes) => routes.join() === route,
  );

describe('a call of two people', () => {
  it('heals after the connections of one page were closed underneath', async () => {
    const shown = await Promise.all(call.pages.map(watchStatus));
    const before = await connectionsMadeBy(first);
    await closeConnections(first);
    await eventually(
      () => connectionsMadeBy(first),
      (made) => made > before,
    );
    await isWhole(call.pages);
    for (const statuses of shown) expect(await statuses()).toEqual([connected, lost, connected]);
  });

  it('keeps its streams and connections while one page has lost the server', async () => {
    const before = await connectionsMade();
    call.signalling.cut();
    await showsStatus(first, lost);
    await haveStreams(call.pages);
    call.signalling.restore();
    await isWhole(call.pages);
    expect(await connectionsMade()).toEqual(before);
  });
});

describeWithRelay('a call through the relay', () => {
  let streams: UdpForwarder;
  beforeAll(async () => {
    streams = await UdpForwarder.start((await relayOf(first)).port);
  });
  afterEach(() => streams.restore());
  afterAll(() => streams.stop());

  const restore = () => {
    streams.restore();
    call.signalling.restore();
  };

  it('begins when a person hides their address, which the others then hear no more', async () => {
    await goesThrough(second, 'host');
    await press(second, '설정');
    await second.getByRole('link', { name: '음성 및 영상', exact: true }).click();
    await second.getByRole('switch', { name: '내 주소 숨기기' }).click();
    await goesThrough(second, 'relay');
    await second.keyboard.press('Escape');
    await isWhole(call.pages);
    const heard = await candidatesHeardBy(first);
    expect(heard).not.toEqual([]);
    for (const candidate of heard) expect(candidate).toMatch(/ typ relay raddr 0\.0\.0\.0 rport 0 /);
  });

  it('connects two people whom only the relay can reach', async () => {
    await narrowToRelay(first, streams.port);
    await isWhole(call.pages);
    await goesThrough(first, 'relay');
    expect(await routesOf(second)).toEqual(['relay']);
  });

  it('outlives a short loss of the relay without a new connection', async () => {
    const before = await connectionsMade();
    streams.cut();
    await Promise.all(
      call.pages.map((page) =>
        eventually(
          () => videoBytesPerSecond(page),
          (bytes) => bytes === 0,
        ),
      ),
    );
    restore();
    await isWhole(call.pages);
    expect(await connectionsMade()).toEqual(before);
  });

  it('heals after the network of one page was cut until its connection broke off', async () => {
    streams.cut();
    call.signalling.cut();
    await showsStatus(first, lost);
    await newestStateBecomes(first, 'disconnected');
    restore();
    await isWhole(call.pages);
  });

  it('heals after a cut that outlasted the place in the call, and a muted person stays muted', async () => {
    await press(first, '마이크 끄기');
    await hearsNothing(second);
    streams.cut();
    call.signalling.cut();
    await isConnectedTo(second, 0);
    await newestStateBecomes(first, 'failed', 'closed', 'new');
    await showsStatus(first, lost);
    restore();
    await Promise.all(call.pages.map((page) => showsStatus(page, connected)));
    await Promise.all(call.pages.map((page) => isConnectedTo(page, 1)));
    await Promise.all([seesVideo(first), seesVideo(second), hearsVoices(first)]);
    await hearsNothing(second);
    await press(first, '마이크 켜기');
    await isWhole(call.pages);
  });

  it('heals after ICE failed because packets were lost on one way', async () => {
    const shown = await Promise.all(call.pages.map(watchStatus));
    streams.cut('answers');
    await newestStateBecomes(first, 'failed', 'closed', 'new');
    restore();
    await isWhole(call.pages);
    for (const statuses of shown) expect(await statuses()).toEqual([connected, lost, connected]);
  });

  it('outlives the end of its credentials, and connects anew with others', async () => {
    const expiry = Math.floor(Date.now() / 1_000) + 10;
    const username = `${expiry}:story`;
    const credential = createHmac('sha1', turnSecret ?? '')
      .update(username)
      .digest('base64');
    await lendCredentials(first, { username, credential });
    await isWhole(call.pages);
    expect((await relayOf(first)).username).toBe(username);

    const before = await connectionsMade();
    await eventually(
      () => Promise.resolve(Date.now() / 1_000),
      (now) => now > expiry + 1,
    );
    await isWhole(call.pages);
    expect(await connectionsMade()).toEqual(before);

    await closeConnections(first);
    await isWhole(call.pages);
    expect((await relayOf(first)).username).not.toBe(username);
    await goesThrough(first, 'relay');
  });
});

it('none of it has caused an error in a page', () => {
  expect(call.windows.flatMap(({ errors }) => errors)).toEqual([]);
});
