// What stands beside the posts in the place of what is known about the room: a topic, or what was found.

import {fragment} from './fragments.js';
import {typeset} from './math.js';

export class Panel {
  #main = document.getElementById('main');
  #panel = document.getElementById('panel');
  #address = null;
  #from = null;

  /** @returns the element, or null */
  async show(address) {
    const content = await fragment(address);
    if (!content) return null;
    if (this.#panel.hidden) this.#from = document.activeElement;
    this.#address = address;
    this.#panel.replaceChildren(content);
    this.#panel.hidden = false;
    this.#main.classList.add('shows-aside');
    htmx.process(content);
    typeset(content);
    return content;
  }

  /** The topic that is open. */
  get topic() {
    return this.#panel.querySelector('.topic')?.dataset.topic ?? null;
  }

  /** With whom one speaks alone. */
  get peer() {
    return this.#panel.querySelector('.letters')?.dataset.peer ?? null;
  }

  /** What was answered meanwhile; the box keeps what one writes. */
  async renew() {
    const content = this.#panel.firstElementChild;
    const wanted = await fragment(this.#address);
    if (!wanted || !content?.isConnected) return;
    content.querySelector('.panel-head').replaceWith(wanted.querySelector('.panel-head'));
    const answers = content.querySelector('.posts');
    const atEnd = answers.scrollHeight - answers.scrollTop - answers.clientHeight < 60;
    answers.replaceChildren(...wanted.querySelector('.posts').children);
    htmx.process(answers);
    typeset(answers);
    if (atEnd) answers.scrollTop = answers.scrollHeight;
  }

  toggleAbout(button) {
    if (!this.#panel.hidden) this.close();
    const on = this.#main.classList.toggle('shows-aside');
    button.setAttribute('aria-expanded', String(on));
    if (on) this.#main.querySelector('#room-aside a, #room-aside button')?.focus();
  }

  get open() {
    return !this.#panel.hidden || this.#main.classList.contains('shows-aside');
  }

  close() {
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    this.#main.classList.remove('shows-aside');
    if (this.#from?.isConnected) this.#from.focus();
    this.#from = null;
  }
}
