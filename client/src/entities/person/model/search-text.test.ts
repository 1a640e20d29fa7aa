import { expect, it } from '@jest/globals';
import { searchTextOf } from './search-text';

it.each([
  ['지민', '지민'],
  ['ㅋㅋ', 'ㅋㅋ'],
  ['  Alice ', 'Alice'],
  ['하늘 ㄷ ', '하늘 ㄷ'],
])('typing %j searches for %j', (typed, text) => expect(searchTextOf(typed)).toBe(text));
