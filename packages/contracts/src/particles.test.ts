import { describe, expect, it } from '@jest/globals';
import { fixedParticlesIn, particlePairs, withParticle } from './particles.js';

describe('a Korean particle', () => {
  it.each([
    ['민수', '민수를', '민수로', '민수는'],
    ['지민', '지민을', '지민으로', '지민은'],
    ['마을', '마을을', '마을로', '마을은'],
    [
      '마을'.normalize('NFD'),
      `${'마을'.normalize('NFD')}을`,
      `${'마을'.normalize('NFD')}로`,
      `${'마을'.normalize('NFD')}은`,
    ],
    ['모임2', '모임2를', '모임2로', '모임2는'],
    ['모임3', '모임3을', '모임3으로', '모임3은'],
    ['모임1', '모임1을', '모임1로', '모임1은'],
    ['100', '100을', '100으로', '100은'],
    ['Alice', 'Alice를', 'Alice로', 'Alice는'],
    ['Kim', 'Kim을', 'Kim으로', 'Kim은'],
    ['Google', 'Google을', 'Google로', 'Google은'],
    ['game', 'game을', 'game으로', 'game은'],
    ['Slack', 'Slack을', 'Slack으로', 'Slack은'],
    ['bot', 'bot을', 'bot으로', 'bot은'],
    ['Discord', 'Discord를', 'Discord로', 'Discord는'],
    ['server', 'server를', 'server로', 'server는'],
    ['Beyoncé', 'Beyoncé를', 'Beyoncé로', 'Beyoncé는'],
    ['URL', 'URL을', 'URL로', 'URL은'],
    ['PM', 'PM을', 'PM으로', 'PM은'],
    ['API', 'API를', 'API로', 'API는'],
    ['ㅋㅋ', 'ㅋㅋ을', 'ㅋㅋ으로', 'ㅋㅋ은'],
    ['지민🐳', '지민🐳을', '지민🐳으로', '지민🐳은'],
    ['마루(건축)', '마루(건축)를', '마루(건축)로', '마루(건축)는'],
    ['[공지]', '[공지]를', '[공지]로', '[공지]는'],
    ['‘마을’', '‘마을’을', '‘마을’로', '‘마을’은'],
    ['정말!', '정말!을', '정말!로', '정말!은'],
    ['さくら', 'さくら를', 'さくら로', 'さくら는'],
    ['🐳', '🐳을(를)', '🐳(으)로', '🐳은(는)'],
    ['學校', '學校을(를)', '學校(으)로', '學校은(는)'],
  ])('matches the final sound of %s', (word, object, direction, topic) => {
    expect(withParticle(word, '을/를')).toBe(object);
    expect(withParticle(word, '으로/로')).toBe(direction);
    expect(withParticle(word, '은/는')).toBe(topic);
  });

  it.each(particlePairs)('takes its first form after a consonant: %s', (pair) => {
    const [first, second] = pair.split('/');
    expect(withParticle('지민', pair)).toBe(`지민${first}`);
    expect(withParticle('민수', pair)).toBe(`민수${second}`);
  });
});

it('a particle hard-coded after a placeholder is found; others are not', () => {
  expect(fixedParticlesIn("{{name}}을 {{name}}’로 ${name}은 '${name}'가")).toHaveLength(4);
  expect(fixedParticlesIn('{{name}}님을 {{name}}의 {{name, 을/를}} {{name}}에 {{name}}이름')).toEqual([]);
});
