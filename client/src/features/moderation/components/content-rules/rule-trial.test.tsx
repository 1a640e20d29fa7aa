import { afterEach, describe, expect, it } from '@jest/globals';
import { contentRule, type ContentRule } from '@maru/contracts/http/chat/content-rules';
import { cleanup, screen } from '@testing-library/react';
import { renderApp } from '@/testing/render';
import { aServerId } from '@/testing/servers';
import { RuleTrial } from './rule-trial';

const aRule = (name: string, word: string, change: Partial<ContentRule> = {}): ContentRule =>
  contentRule.parse({
    contentRuleId: '01JR0000000000000000000000',
    serverId: aServerId,
    name,
    isEnabled: true,
    trigger: { kind: 'words', words: [word] },
    action: 'block',
    timeoutSeconds: 600,
    exemptRoleIds: [],
    exemptChannelIds: [],
    ...change,
  });

const rules = [
  aRule('욕설 막기', '바보'),
  aRule('광고 알림', '최저가', { action: 'flag' }),
  aRule('도박 막기', '카지노', { action: 'time-out' }),
  aRule('쉬는 규칙', '고양이', { isEnabled: false }),
  aRule('멘션 도배', '', { trigger: { kind: 'mentions', max: 2 } }),
];

const answer = () => screen.getByRole('status').textContent;
const field = () => screen.getByRole('textbox', { name: '살펴볼 문장' });

afterEach(cleanup);

describe('trying a text', () => {
  it('shows no result while the field is empty', async () => {
    const { user } = renderApp(<RuleTrial rules={rules} />);
    expect(answer()).toBe('');
    await user.type(field(), '   ');
    expect(answer()).toBe('');
  });

  it.each([
    ['좋은 아침이에요', '막히지 않아요.'],
    ['이런 바 보', '막히지 않아요.'],
    ['이런 바보', "'욕설 막기' 규칙이 막아요."],
    ['최저가 모음', "올라가지만, '광고 알림' 규칙이 운영진에게 알려요."],
    ['카지노 어때요', "'도박 막기' 규칙이 막고, 쓴 사람을 10분 동안 타임아웃해요."],
    ['@가 @나 @다', "'멘션 도배' 규칙이 막아요."],
  ])('the text “%s” shows its outcome', async (text, outcome) => {
    const { user } = renderApp(<RuleTrial rules={rules} />);
    await user.type(field(), text);
    expect(answer()).toBe(outcome);
  });

  it('names the severest of the rules that it breaks', async () => {
    const { user } = renderApp(<RuleTrial rules={rules} />);
    await user.type(field(), '최저가 바보 카지노');
    expect(answer()).toMatch(/도박 막기/);
  });

  it('ignores disabled rules', async () => {
    const { user } = renderApp(<RuleTrial rules={rules} />);
    await user.type(field(), '고양이');
    expect(answer()).toBe('막히지 않아요.');
  });

  it('states that no rule is enabled', async () => {
    const { user } = renderApp(<RuleTrial rules={rules.slice(3, 4)} />);
    expect(screen.getByText(/켜져 있는 규칙이 없어서/)).toBeTruthy();
    await user.type(field(), '고양이');
    expect(answer()).toBe('');
  });
});
