// Emoji for what is being written, put where the caret is.
import { pick } from './picker.js';

const field = () => document.getElementById('reply');

export function open(button) {
  pick(button, emoji => {
    const { selectionStart, selectionEnd } = field();
    field().setRangeText(emoji, selectionStart, selectionEnd, 'end');
    field().dispatchEvent(new Event('input', { bubbles: true }));
    document.getElementById('emoji').hidePopover();
    field().focus();
  });
}
