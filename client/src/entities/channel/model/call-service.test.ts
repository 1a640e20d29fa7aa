import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { learnCallService, serviceNow } from './call-service';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const at = (ms: number) => new Date(start + ms).toISOString();

let pageMs = 0;
jest.spyOn(performance, 'now').mockImplementation(() => pageMs);
afterEach(() => void jest.useRealTimers());

describe('the time of the service', () => {
  it('goes on with the page, whatever happens to the clock of the device', () => {
    pageMs = 1_000;
    learnCallService({ now: at(0), hasRelay: true });
    jest.useFakeTimers({ now: start + 86_400_000, doNotFake: ['performance'] });
    pageMs = 61_000;
    expect(serviceNow()).toBe(start + 60_000);
  });

  it('is not moved by the time that answers take, but by that for which the page stood still', () => {
    learnCallService({ now: at(61_500), hasRelay: true });
    expect(serviceNow()).toBe(start + 60_000);
    learnCallService({ now: at(3_660_000), hasRelay: true });
    expect(serviceNow()).toBe(start + 3_660_000);
  });
});
