// The posts of a room that are on the page: a window of the history, which grows where one scrolls and follows what is
// said while its end is in sight. Nothing that is read moves when something else is loaded.

import {morph} from '../morph.js';
import {fragment} from './fragments.js';
import {typeset} from './math.js';
import {join, nameDays} from './seams.js';

const NEAR = 700;
const AT_END = 60;
const MOST_POSTS = 500;
const LET_GO = 200;
const REST = 3_000;

/** Kinds of events that are posts. */
const POSTS = new Set(['message', 'topic', 'reply', 'announcement', 'lecture', 'file', 'question', 'request', 'answer']);

export class Timeline extends EventTarget {
  #page;
  #scroll;
  #list;
  #loading = null;
  #stuck = true;
  #stale = new Set();
  /** What could not be fetched again. */
  #missed = new Set();
  #behind = false;
  /** Posts that were told of and are not fetched. */
  #fresh = 0;
  #rested = 0;
  #generation = 0;

  /** @param page address of the room */
  constructor(page, scroll, list) {
    super();
    this.#page = page;
    this.#scroll = scroll;
    this.#list = list;
    this.#arrived([...list.children]);
    scroll.addEventListener('scroll', () => this.#scrolled(), {passive: true});
    new ResizeObserver(() => this.#stuck && this.#toEnd()).observe(list);
    new ResizeObserver(() => this.#stuck && this.#toEnd()).observe(scroll);
  }

  posts() {
    return [...this.#list.querySelectorAll(':scope > .post[data-seq]')];
  }

  /** Seq of the last post; 0 when there is none. */
  get last() {
    return Number(this.posts().at(-1)?.dataset.seq ?? 0);
  }

  /** The newest is on the page. */
  get live() {
    return this.#list.dataset.after !== 'true';
  }

  /** The newest is in sight. */
  get atEnd() {
    return this.live && this.#stuck;
  }

  post(id) {
    return this.#list.querySelector(`:scope > #post-${CSS.escape(id)}`);
  }

  /** Events of the room: what they change is fetched again, what they add is fetched. */
  heard(events) {
    for (const id of this.#missed) this.#stale.add(id);
    this.#missed.clear();
    for (const {id, kind, body} of events) {
      if (POSTS.has(kind)) this.#fresh++;
      this.#stale.add(id);
      if (body?.target) this.#stale.add(body.target);
      if (body?.topic) this.#stale.add(body.topic);
    }
    this.#behind = this.live || this.#fresh > 0;
    this.#catchUp();
  }

  /** Shows the newest. */
  async toNewest() {
    if (!this.live) await this.#replace('posts');
    this.#stuck = true;
    this.#toEnd();
  }

  /** Shows a post among those around it. */
  async goTo(seq) {
    const find = () => this.#list.querySelector(`:scope > .post[data-seq="${seq}"]`);
    if (!find()) await this.#replace(`posts?around=${seq}`);
    const post = find();
    if (!post) return;
    this.#stuck = false;
    post.scrollIntoView({block: 'center'});
    post.focus({preventScroll: true});
    post.classList.remove('is-sought');
    requestAnimationFrame(() => post.classList.add('is-sought'));
  }

  /** @param date as 2026-11-22 */
  async goToDate(date) {
    await this.#replace(`posts?on=${encodeURIComponent(date)}`);
    this.#stuck = false;
    this.#scroll.scrollTop = 0;
    this.posts()[0]?.focus({preventScroll: true});
  }

  /** Begins anew: the log is another. */
  startOver() {
    return this.#replace('posts').then(() => this.toNewest());
  }

  /** A line before the last so many posts of others. */
  markUnread(line, count, self) {
    const others = this.posts().filter(post => post.dataset.author !== self && !post.matches('.is-news'));
    const first = others[Math.max(0, others.length - count)];
    if (!first) return;
    first.before(line);
    join(first);
    this.#stuck = false;
    line.scrollIntoView({block: 'center'});
    this.#scrolled();
  }

  /** Something is below the posts that is not a post. */
  grown() {
    if (this.#stuck) this.#toEnd();
  }

  /** What has just failed is not asked for at each turn of the wheel. */
  get #rests() {
    return Date.now() < this.#rested;
  }

  #toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }

  #scrolled() {
    const {scrollTop, scrollHeight, clientHeight} = this.#scroll;
    const below = scrollHeight - clientHeight - scrollTop;
    this.#stuck = below < AT_END;
    this.dispatchEvent(new Event('moved'));
    if (this.#rests) return;
    if (scrollTop < NEAR && this.#list.dataset.before === 'true') this.#one(() => this.#older());
    else if (below < NEAR && !this.live) this.#one(() => this.#newer());
  }

  /** One fetch at a time. */
  #one(load) {
    this.#loading ??= load().finally(() => {
      this.#loading = null;
      if (this.#behind || this.#stale.size > 0) this.#catchUp();
    });
    return this.#loading;
  }

  async #older() {
    const generation = this.#generation;
    const first = this.posts()[0];
    const got = await this.#fetch(`posts?before=${first.dataset.seq}`);
    if (!got || generation !== this.#generation) return;
    const posts = [...got.children];
    const above = this.#scroll.scrollHeight - this.#scroll.scrollTop;
    this.#list.prepend(...posts);
    this.#arrived(posts);
    join(first);
    this.#scroll.scrollTop = this.#scroll.scrollHeight - above;
    this.#list.dataset.before = got.dataset.before;
    this.dispatchEvent(new Event('moved'));
  }

  async #newer() {
    const generation = this.#generation;
    const got = await this.#fetch(`posts?after=${this.last}`);
    if (!got || generation !== this.#generation) return;
    const known = new Set(this.posts().map(({id}) => id));
    const posts = [...got.children].filter(({id}) => !known.has(id));
    this.#list.append(...posts);
    this.#arrived(posts);
    this.#list.dataset.after = got.dataset.after;
    if (this.#stuck) {
      this.#letGo();
      this.#toEnd();
    }
    if (posts.length > 0) this.dispatchEvent(new CustomEvent('added', {detail: posts}));
  }

  /** What is far above goes, when there is too much; it is fetched again when somebody scrolls there. */
  #letGo() {
    const posts = this.posts();
    if (posts.length <= MOST_POSTS) return;
    for (const post of posts.slice(0, LET_GO)) post.remove();
    this.#list.dataset.before = 'true';
  }

  #catchUp() {
    this.#one(async () => {
      while (this.#behind || this.#stale.size > 0) {
        const stale = [...this.#stale].map(id => this.post(id)).filter(Boolean);
        this.#stale.clear();
        const follow = this.#behind && this.live;
        const fresh = this.#fresh;
        this.#behind = false;
        this.#fresh = 0;
        await Promise.all(stale.map(post => this.#renew(post)));
        if (follow) {
          await this.#newer();
          // more than one portion was said meanwhile
          while (!this.live && this.#stuck && !this.#rests) await this.#newer();
        } else if (fresh > 0) {
          this.dispatchEvent(new CustomEvent('unseen', {detail: fresh}));
        }
      }
    });
  }

  async #renew(post) {
    const wanted = await this.#fetch(`posts/${post.dataset.id}`);
    if (!wanted) {
      this.#missed.add(post.dataset.id);
      return;
    }
    if (!post.querySelector('.day')) wanted.querySelector('.day')?.remove();
    for (const kept of ['is-continued', 'is-leaving']) wanted.classList.toggle(kept, post.classList.contains(kept));
    morph(post, wanted);
    this.#arrived([post]);
    this.dispatchEvent(new CustomEvent('renewed', {detail: post}));
  }

  async #fetch(query) {
    const got = await fragment(`${this.#page}/${query}`);
    if (!got) this.#rested = Date.now() + REST;
    return got;
  }

  async #replace(query) {
    const generation = ++this.#generation;
    await this.#loading;
    const got = await this.#fetch(query);
    if (!got || generation !== this.#generation) return;
    this.#list.replaceChildren(...got.children);
    this.#list.dataset.before = got.dataset.before;
    this.#list.dataset.after = got.dataset.after;
    this.#arrived([...this.#list.children]);
    this.dispatchEvent(new Event('moved'));
  }

  #arrived(posts) {
    for (const post of posts) {
      if (post.matches('.post[data-day]')) join(post);
      for (const box of post.querySelectorAll('.post-text input')) box.ariaLabel = box.checked ? 'done' : 'to do';
      htmx.process(post);
      typeset(post);
    }
    nameDays(this.#list);
  }
}
