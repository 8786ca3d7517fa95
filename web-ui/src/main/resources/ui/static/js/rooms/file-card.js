// <file-card data-infohash data-name data-bytes>: a file that was shared, how much of it is here, and what one can do
// with it. Nothing is asked for before it is in sight.

import {notify} from '../actions.js';
import {bytes} from '../bytes.js';
import {fragment} from './fragments.js';

class FileCard extends HTMLElement {
  #listeners = new AbortController();
  #known = false;
  #asking = false;

  connectedCallback() {
    this.#listeners = new AbortController();
    const {signal} = this.#listeners;
    const sight = new IntersectionObserver(([{isIntersecting}]) => {
      if (!isIntersecting) return;
      sight.disconnect();
      this.#ask();
    }, {rootMargin: '400px'});
    sight.observe(this);
    signal.addEventListener('abort', () => sight.disconnect());
    document.addEventListener('live:transfer', ({detail}) => this.#progress(detail), {signal});
    this.addEventListener('click', event => event.target.closest('[data-does=fetch]') && this.#fetch(), {signal});
  }

  disconnectedCallback() {
    this.#listeners.abort();
  }

  get #address() {
    const {infohash, name, bytes: size} = this.dataset;
    return `${this.closest('[data-files]').dataset.files}/${infohash}?${new URLSearchParams({name, bytes: size})}`;
  }

  async #ask() {
    if (this.#asking) return;
    this.#asking = true;
    // only the v1 infohash names a torrent at the peer
    const held = this.dataset.infohash.length === 40 ? await fragment(this.#address) : null;
    this.#asking = false;
    if (!held || !this.isConnected) return;
    this.#known = held.dataset.complete !== 'false' || held.querySelector('progress') !== null;
    this.replaceChildren(held);
  }

  #progress({infoHash, progress, complete, rate}) {
    if (infoHash !== this.dataset.infohash || !this.#known) return;
    const bar = this.querySelector('progress');
    const here = this.firstElementChild.dataset.complete === 'true';
    if (complete ? !here : !bar) {
      this.#ask();
      return;
    }
    if (!bar) return;
    bar.value = progress;
    this.querySelector('[data-part=figure]').textContent =
      `${Math.floor(progress * 1000) / 10} %${rate > 0 ? `, ${bytes(rate)}/s` : ''}`;
  }

  async #fetch() {
    const answer = await fetch(this.#address, {method: 'POST', headers: {'HX-Request': 'true'}}).catch(() => null);
    if (!answer?.ok) notify('It could not be fetched: Lyceum or its node does not answer.');
    this.#ask();
  }
}

customElements.define('file-card', FileCard);
