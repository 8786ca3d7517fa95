// What can be done with a post, by its buttons and by keys.

import {notify} from '../actions.js';

const UNDO = 6_000;
const AN_HOUR = 3_600_000;

const KEYS = {r: 'topic', e: 'edit', '+': 'react', p: 'pin', Delete: 'delete'};

export class Deeds {
  #room;
  #reactions;
  #reacting = null;
  #leaving = new Map();

  /** @param room {page, say(say), edit(post), openTopic(id), openLetters(peer, name), writeAgain(text), panel} */
  constructor(room, reactions) {
    this.#room = room;
    this.#reactions = reactions;
    addEventListener('pagehide', () => {
      for (const end of [...this.#leaving.values()]) end();
    });
  }

  click(event) {
    const button = event.target.closest('[data-does]');
    if (!button) return;
    const post = button.closest('.post');
    this[`_${button.dataset.does.replace('-', '')}`]?.(button, post ?? this.#reacting);
  }

  /** True when the key did something with the post that has the focus. */
  key(event) {
    const post = event.target.closest('.post');
    const does = KEYS[event.key];
    if (!post || !does) return false;
    const button = post.querySelector(`.post-tools [data-does=${does}]`);
    button?.click();
    return Boolean(button);
  }

  _topic(button) {
    this.#room.openTopic(button.dataset.topic);
  }

  _edit(button, post) {
    this.#room.edit(post.dataset.id, button.dataset.text);
  }

  _pin(button, post) {
    this.#room.say({kind: 'pin', target: post.dataset.id, withdrawn: button.dataset.withdrawn === 'true'});
  }

  _react(button, post) {
    const {emoji} = button.dataset;
    if (!emoji) {
      this.#reacting = post;
      const place = button.getBoundingClientRect();
      this.#reactions.showPopover();
      const {offsetWidth: width, offsetHeight: height} = this.#reactions;
      this.#reactions.style.left = `${Math.max(8, Math.min(place.right - width, innerWidth - width - 8))}px`;
      this.#reactions.style.top = `${place.top > height + 16 ? place.top - height - 6 : place.bottom + 6}px`;
      this.#reactions.querySelector('button').focus();
      return;
    }
    this.#reactions.hidePopover();
    const given = post.querySelector(`.reaction[data-emoji="${CSS.escape(emoji)}"]`);
    const withdrawn = given?.getAttribute('aria-pressed') === 'true';
    this.#room.say({kind: 'react', target: post.dataset.id, emoji, withdrawn});
    if (!button.closest('.post')) post.focus({preventScroll: true});
  }

  /** Goes at once for the eye, and for the room when nobody has taken it back in a while. */
  _delete(button, post) {
    const {id} = post.dataset;
    if (this.#leaving.has(id)) return;
    const next = post.nextElementSibling ?? post.previousElementSibling;
    const hide = on => document.querySelectorAll(`#post-${CSS.escape(id)}`).forEach(each => each.classList.toggle('is-leaving', on));
    const end = said => {
      clearTimeout(timer);
      notice.remove();
      this.#leaving.delete(id);
      if (said) this.#room.say({kind: 'delete', target: id});
      else hide(false);
    };
    hide(true);
    const notice = notify('Deleted.', 'success', {word: 'Undo', act: () => end(false)});
    const timer = setTimeout(() => end(true), UNDO);
    this.#leaving.set(id, () => end(true));
    next?.focus({preventScroll: true});
  }

  _resolve(button) {
    const withdrawn = button.dataset.reopened === 'true';
    this.#room.say({kind: 'resolve', topic: this.#room.panel.topic, target: this.#room.panel.topic, withdrawn});
  }

  _direct(button) {
    this.#room.openLetters(button.dataset.peer, button.dataset.name);
  }

  _mute(button) {
    const {peer, withdrawn} = button.dataset;
    const until = new Date(Date.now() + (withdrawn === 'true' ? -1_000 : AN_HOUR)).toISOString();
    this.#room.say({kind: 'mute', peer, until});
  }

  _closepanel() {
    this.#room.panel.close();
  }

  _again(button, post) {
    this.#room.writeAgain(post.dataset.text);
    post.remove();
  }

  _drop(button, post) {
    post.remove();
  }
}
