import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { renderApp } from '@/testing/render';
import { TermsText } from './terms-text';

it('the terms name the length of messages that is free', () => {
  renderApp(<TermsText name="terms" />);
  expect(screen.getByText(/1,000자를 넘는 메시지를 보내면 쓴 것으로 봐요\./)).toBeTruthy();
});
