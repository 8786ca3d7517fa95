// The box that one writes in. Enter sends, Shift and Enter begins a line; what is not sent is kept for next time.

import {Suggestions} from './suggestions.js';

const TELL_AGAIN = 3_000;
const LARGEST = 64 * 1024;

export class Composer extends EventTarget {
  #form;
  #text;
  #suggestions;
  #draft;
  #edited = null;
  #told = 0;

  /** @param draft where the browser keeps what was not sent */
  constructor(form, draft) {
    super();
    this.#form = form;
    this.#text = form.querySelector('textarea');
    this.#draft = draft;
    this.#suggestions = new Suggestions(this.#text, this.#part('suggestions'));
    this.#text.value = localStorage.getItem(draft) ?? '';
    this.#fit();
    this.#text.addEventListener('input', () => this.#typed());
    this.#text.addEventListener('keydown', event => this.#key(event));
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#send();
    });
    this.#part('note-end').addEventListener('click', () => this.#endEdit());
  }

  focus() {
    this.#text.focus();
  }

  /** How it is to be said: message, announce, anonymous. */
  get manner() {
    return new FormData(this.#form).get('manner') ?? 'message';
  }

  /** Writes a post anew. */
  edit(id, text) {
    this.#edited = id;
    this.#text.value = text;
    this.#part('note-word').textContent = 'You change what you said. Escape leaves it as it is.';
    this.#part('note').hidden = false;
    this.#fit();
    this.focus();
  }

  /** Puts words there to be written again. */
  fill(text) {
    this.#text.value = text;
    this.#typed();
    this.focus();
  }

  #part(name) {
    return this.#form.querySelector(`[data-part=${name}]`);
  }

  #typed() {
    this.#fit();
    if (this.#edited) return;
    if (this.#text.value) localStorage.setItem(this.#draft, this.#text.value);
    else localStorage.removeItem(this.#draft);
    if (!this.#text.value || Date.now() - this.#told < TELL_AGAIN) return;
    this.#told = Date.now();
    this.dispatchEvent(new Event('typing'));
  }

  /** As high as what is in it; the style sheet says how high at most. */
  #fit() {
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.#suggestions.key(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === 'Escape' && this.#edited) {
      event.preventDefault();
      event.stopPropagation();
      this.#endEdit();
    } else if (event.key === 'ArrowUp' && !this.#text.value && !this.#edited) {
      event.preventDefault();
      this.dispatchEvent(new Event('edit-last'));
    }
  }

  #send() {
    const text = this.#text.value.trim();
    if (!text) return;
    const size = new TextEncoder().encode(text).length;
    if (size > LARGEST) {
      this.dispatchEvent(new CustomEvent('too-long', {detail: size}));
      return;
    }
    const say = this.#edited ? {kind: 'edit', target: this.#edited, text} : this.manner === 'message' ? {text} : {kind: this.manner, text};
    if (this.#edited) this.#endEdit();
    else this.#empty();
    this.dispatchEvent(new CustomEvent('say', {detail: say}));
  }

  #endEdit() {
    this.#edited = null;
    this.#part('note').hidden = true;
    this.#text.value = localStorage.getItem(this.#draft) ?? '';
    this.#fit();
    this.focus();
  }

  #empty() {
    this.#text.value = '';
    localStorage.removeItem(this.#draft);
    this.#told = 0;
    // an announcement or a question without a name is meant once
    const first = this.#form.querySelector('[name=manner]');
    if (first) first.checked = true;
    this.#fit();
  }
}
