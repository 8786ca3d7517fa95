// <room-page>: a room, put together of its parts.

import {notify} from '../actions.js';
import {bytes} from '../bytes.js';
import {RoomChannel} from './channel.js';
import {Composer} from './composer.js';
import {Deeds} from './deeds.js';
import {RoomOutbox} from './outbox.js';
import {Panel} from './panel.js';
import {Timeline} from './timeline.js';
import {TypingLine} from './typing.js';

const TITLE = document.title;

class RoomPage extends HTMLElement {
  #listeners = new AbortController();
  #channel;
  #outbox;
  #timeline;
  #composer;
  #panel;
  #deeds;
  #typing;
  #logId = null;
  /** The seq up to which everything has been heard; null for whatever is the newest. */
  #heard = 0;
  #read = 0;
  #unseen = 0;

  connectedCallback() {
    this.#listeners = new AbortController();
    const {page} = this.dataset;
    this.#timeline = new Timeline(page, this.querySelector('.room-scroll'), this.querySelector('#timeline'));
    this.#heard = this.#timeline.live ? this.#timeline.last : null;
    this.#panel = new Panel();
    this.#typing = new TypingLine(this.#part('typing'));
    this.#channel = new RoomChannel(`${page}/ws`, () => ({
      ...(this.#heard !== null && {after: this.#heard}), ...(this.#logId && {logId: this.#logId}),
    }));
    this.#outbox = new RoomOutbox(this.#channel, this.#key('outbox'), this.#part('pending'), this.#part('pending-template'),
      ({reason}) => notify(reason));
    this.#composer = this.#compose(this.querySelector('#composer'), this.#key('draft'), say => say);
    this.#deeds = new Deeds(this.#told(), this.#part('reactions'));
    this.#hear();
    this.#listen();
    this.#begin();
    this.#channel.open();
  }

  disconnectedCallback() {
    this.#listeners.abort();
    this.#channel.close();
  }

  /** What posts may ask of the room. */
  #told() {
    return {
      panel: this.#panel,
      say: say => this.#outbox.say(say),
      edit: (id, text) => this.#composer.edit(id, text),
      writeAgain: text => this.#composer.fill(text),
      openTopic: id => this.#openTopic(id),
      openLetters: (peer, name) => this.#openLetters(peer, name),
    };
  }

  #key(what) {
    return `room-${what}:${this.dataset.node}:${this.dataset.course}`;
  }

  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  #begin() {
    const {around, unread} = this.dataset;
    if (around) this.#timeline.goTo(around);
    else if (Number(unread) > 0) {
      const line = this.#part('unread-template').content.firstElementChild.cloneNode(true);
      this.#timeline.markUnread(line, Number(unread), this.dataset.self);
    }
    this.#moved();
  }

  #compose(form, draft, completed) {
    const composer = new Composer(form, draft);
    composer.addEventListener('say', ({detail}) => this.#outbox.say(completed(detail)));
    composer.addEventListener('typing', () => this.#channel.send({type: 'typing'}));
    composer.addEventListener('edit-last', () => this.#editLast());
    composer.addEventListener('too-long', ({detail}) =>
      notify(`A message may have 65,536 bytes, this one has ${detail.toLocaleString('en')} (${bytes(detail)}). Share it as a file instead.`));
    return composer;
  }

  #editLast() {
    const mine = this.#timeline.posts().filter(({dataset}) => dataset.author === this.dataset.self);
    mine.findLast(post => post.querySelector('.post-tools [data-does=edit]'))?.querySelector('[data-does=edit]').click();
  }

  #hear() {
    const on = (type, act) => this.#channel.addEventListener(type, ({detail}) => act(detail));
    on('hello', ({logId, lastSeq, resumed}) => {
      this.dataset.channel = 'open';
      const another = this.#logId && logId && logId !== this.#logId;
      this.#logId = logId ?? this.#logId;
      if (another || resumed === false && this.#heard > 0) this.#startOver();
      this.#heard ??= lastSeq;
      // what was told while it could not be fetched
      this.#timeline.heard([]);
      this.#readAll();
    });
    on('cut', () => {
      this.dataset.channel = 'cut';
    });
    on('events', ({events}) => this.#events(events));
    on('over', ({logId}) => {
      this.#logId = logId;
      this.#startOver();
    });
    on('typing', who => this.#typing.add(who));
    on('notice', ({text}) => this.#notice(text));
    on('direct', ({message}) => this.#letter(message));
    on('direct-arrived', ({peerId}) => peerId === this.#panel.peer && this.#panel.renew());
    on('error', ({message}) => notify(message));
  }

  #events(events) {
    for (const {seq, author} of events) {
      this.#heard = Math.max(this.#heard, seq);
      if (author) this.#typing.remove(author.peerId);
    }
    this.#timeline.heard(events);
    const {topic} = this.#panel;
    if (topic && events.some(({id, body}) => id === topic || body?.topic === topic || body?.target)) this.#panel.renew();
  }

  #startOver() {
    this.#heard = 0;
    this.#read = 0;
    this.#timeline.startOver();
  }

  #notice(text) {
    const line = this.#part('notice-line-template').content.firstElementChild.cloneNode(true);
    line.querySelector('.news').textContent = text;
    line.classList.toggle('is-table', text.includes('\n'));
    this.#part('pending').append(line);
    this.#timeline.grown();
  }

  #listen() {
    const {signal} = this.#listeners;
    const main = this.closest('main');
    main.addEventListener('click', event => this.#click(event), {signal});
    main.addEventListener('keydown', event => this.#key_(event), {signal});
    this.addEventListener('grown', () => this.#timeline.toNewest(), {signal});
    this.#timeline.addEventListener('added', ({detail}) => this.#added(detail), {signal});
    this.#timeline.addEventListener('unseen', ({detail}) => this.#unseenMore(detail), {signal});
    this.#timeline.addEventListener('moved', () => this.#moved(), {signal});
    this.#part('jump').addEventListener('click', () => this.#timeline.toNewest().then(() => this.#moved()), {signal});
    this.#part('search').addEventListener('submit', event => this.#search(event), {signal});
    const date = this.#part('date');
    date.addEventListener('change', () => date.value && this.#timeline.goToDate(date.value), {signal});
    date.addEventListener('click', () => date.showPicker?.(), {signal});
    document.addEventListener('visibilitychange', () => this.#moved(), {signal});
    document.addEventListener('shared', ({detail}) => this.#shared(detail), {signal});
  }

  #click(event) {
    const goes = event.target.closest('[data-goes]');
    if (goes) {
      event.preventDefault();
      this.#timeline.goTo(goes.dataset.goes);
      if (matchMedia('(max-width: 1100px)').matches) this.#panel.close();
      return;
    }
    const about = event.target.closest('[data-part=about]');
    if (about) this.#panel.toggleAbout(about);
    else this.#deeds.click(event);
  }

  #key_(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const writes = event.target.matches('input, textarea');
    if (event.key === 'Escape' && !writes && this.#panel.open) this.#panel.close();
    else if (writes || !this.#deeds.key(event)) return;
    event.preventDefault();
  }

  async #search(event) {
    event.preventDefault();
    const q = new FormData(event.target).get('q').trim();
    if (q) await this.#panel.show(`${this.dataset.page}/search?${new URLSearchParams({q})}`);
    else this.#panel.close();
  }

  async #openTopic(id) {
    const topic = await this.#panel.show(`${this.dataset.page}/topics/${encodeURIComponent(id)}`);
    if (!topic) return;
    const answers = topic.querySelector('.posts');
    answers.scrollTop = answers.scrollHeight;
    const answer = this.#compose(topic.querySelector('form'), `${this.#key('draft')}:${id}`,
      say => say.kind === 'edit' ? say : {kind: 'reply', topic: id, target: id, text: say.text});
    answer.focus();
  }

  async #openLetters(peer, name) {
    const address = `${this.dataset.direct}/${peer}`;
    const letters = await this.#panel.show(`${address}?${new URLSearchParams({name})}`);
    if (!letters) return;
    const posts = letters.querySelector('.posts');
    posts.scrollTop = posts.scrollHeight;
    const composer = new Composer(letters.querySelector('form'), `${this.#key('draft')}:${peer}`);
    composer.addEventListener('say', ({detail: {text}}) => this.#write(address, text, composer));
    composer.focus();
  }

  async #write(address, text, composer) {
    const body = new URLSearchParams({id: `${Date.now()}-${Math.random().toString(36).slice(2)}`, text});
    const answer = await fetch(address, {method: 'POST', headers: {'HX-Request': 'true'}, body}).catch(() => null);
    if (answer?.ok) {
      this.#panel.renew();
      return;
    }
    composer.fill(text);
    notify('It was not taken: the node does not answer, or knows nobody like that. It is in the box again.');
  }

  #letter({with: peer, mine, name, text}) {
    if (peer === this.#panel.peer) this.#panel.renew();
    else if (!mine) this.#notice(`${name}, to you alone: ${text}`);
  }

  #shared({torrent, type}) {
    this.#outbox.say({
      kind: this.#composer.manner === 'announce' ? 'lecture' : 'file', infohash: torrent.infoHash, file: torrent.name, bytes: torrent.totalBytes, mediaType: type, text: '',
    });
  }

  #added(posts) {
    this.#outbox.arrived();
    if (!this.#timeline.atEnd || document.hidden) this.#unseenMore(posts.filter(({dataset}) => dataset.author !== this.dataset.self).length);
    this.#moved();
  }

  #unseenMore(count) {
    this.#unseen += count;
    this.#moved();
  }

  #moved() {
    const {live, atEnd, last} = this.#timeline;
    if (atEnd && !document.hidden) this.#readAll();
    const jump = this.#part('jump');
    jump.hidden = atEnd;
    this.#part('jump-word').textContent = this.#unseen === 0 ? 'To the newest' : `${this.#unseen} new`;
    document.title = document.hidden && this.#unseen > 0 ? `(${this.#unseen}) ${TITLE}` : TITLE;
    this.#part('beginning').hidden = this.querySelector('#timeline').dataset.before === 'true' || last === 0;
    this.#part('quiet').hidden = last > 0 || !live;
  }

  /** All that is here has been read, as its end is in sight. */
  #readAll() {
    if (!this.#timeline.atEnd || document.hidden) return;
    this.#unseen = 0;
    const seq = Math.max(this.#heard, this.#timeline.last);
    if (seq > this.#read && this.#channel.send({type: 'read', seq})) this.#read = seq;
  }
}

customElements.define('room-page', RoomPage);
