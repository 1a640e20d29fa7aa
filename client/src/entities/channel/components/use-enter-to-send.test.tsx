import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { useEnterToSend } from './use-enter-to-send';

afterEach(cleanup);

const sent: string[] = [];

const Host = () => {
  const [text, setText] = useState('');
  const enter = useEnterToSend((value) => {
    if (!value.trim()) return;
    sent.push(value);
    setText('');
  });
  return (
    <textarea aria-label="글" value={text} onChange={(event) => setText(event.target.value)} {...enter} />
  );
};

const open = () => {
  sent.length = 0;
  render(<Host />);
  return screen.getByLabelText<HTMLTextAreaElement>('글');
};

const put = (field: HTMLTextAreaElement, value: string) => fireEvent.change(field, { target: { value } });

describe('useEnterToSend', () => {
  it('sends at a plain Enter, and leaves nothing behind', () => {
    const field = open();
    put(field, '안녕');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(sent).toEqual(['안녕']);
    expect(field.value).toBe('');
  });

  it('does not send at Shift and Enter', () => {
    const field = open();
    put(field, '안녕');
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
    expect(sent).toEqual([]);
  });

  it('in Chrome, Enter during composition sends once, after the syllable is in', () => {
    const field = open();
    fireEvent.compositionStart(field);
    put(field, '안녕하세요');
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 229, isComposing: true });
    expect(sent).toEqual([]);
    fireEvent.compositionEnd(field);
    expect(sent).toEqual(['안녕하세요']);
    expect(field.value).toBe('');
  });

  it('in Chrome on a Mac the second keydown of the same Enter sends nothing more', () => {
    const field = open();
    fireEvent.compositionStart(field);
    put(field, '안녕');
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 229, isComposing: true });
    fireEvent.compositionEnd(field);
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
    expect(sent).toEqual(['안녕']);
  });

  it('in Safari, where compositionend comes before keydown, Enter sends once', () => {
    const field = open();
    fireEvent.compositionStart(field);
    put(field, '안녕');
    fireEvent.compositionEnd(field);
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 });
    expect(sent).toEqual(['안녕']);
    expect(field.value).toBe('');
  });

  it('sends nothing when a composition ends without Enter', () => {
    const field = open();
    fireEvent.compositionStart(field);
    put(field, '안');
    fireEvent.compositionEnd(field);
    expect(sent).toEqual([]);
  });
});
