// <file-player>: says how much of a file can be played or read already, and shows text without running it.

import {bytes} from './bytes.js';

const MOST_TEXT = 256 * 1024;

class FilePlayer extends HTMLElement {
  #listeners = new AbortController();
  #span = null;

  connectedCallback() {
    this.#listeners = new AbortController();
    const {signal} = this.#listeners;
    document.addEventListener('pieces', event => this.#tell(event.detail), {signal});
    const media = this.querySelector('video, audio');
    media?.addEventListener('timeupdate', () => this.#tell(this.#span), {signal});
    media?.addEventListener('durationchange', () => this.#tell(this.#span), {signal});
    media?.addEventListener('error', () => this.#cannotPlay(), {signal});
    const text = this.querySelector('pre[data-src]');
    if (text) this.#read(text, signal);
  }

  disconnectedCallback() {
    this.#listeners.abort();
  }

  #tell(detail) {
    if (!detail) return;
    this.#span = detail;
    const {verified, total, prefix, span} = detail;
    const say = sentence => {
      const place = document.getElementById('playable');
      if (place.textContent !== sentence) place.textContent = sentence;
    };
    if (verified === total) {
      say('All of it is here.');
      return;
    }
    const media = this.querySelector('video, audio');
    if (!media || !Number.isFinite(media.duration)) {
      say(`The first ${Math.floor((prefix / total) * 100)} % are here, ${Math.floor((verified / total) * 100)} % in all. Missing pieces are fetched first as you get to them.`);
      return;
    }
    const here = Math.floor((media.currentTime / media.duration) * total);
    const gap = span.indexOf(0, here);
    const until = ((gap < 0 ? total : gap) / total) * media.duration;
    say(`Plays without waiting until about ${clock(until)} of ${clock(media.duration)}. Missing pieces are fetched first as you get to them.`);
  }

  #cannotPlay() {
    document.getElementById('playable').textContent =
      'This browser cannot play the file. It may use a format that it does not know; save it and open it in a player.';
  }

  async #read(place, signal) {
    place.textContent = 'Reading …';
    try {
      const answer = await fetch(place.dataset.src, {headers: {Range: `bytes=0-${MOST_TEXT - 1}`}, signal});
      if (!answer.ok) throw new Error(`the answer was ${answer.status}`);
      place.textContent = await answer.text();
      const all = Number(answer.headers.get('Content-Range')?.split('/')[1] ?? 0);
      if (all > MOST_TEXT) place.append(`\n\n… the first ${bytes(MOST_TEXT)} of ${bytes(all)}; save the file to read on.`);
    } catch (failure) {
      if (!signal.aborted) place.textContent = `It cannot be shown: ${failure.message}.`;
    }
  }
}

const clock = seconds => {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, i) => (i === 0 ? part : String(part).padStart(2, '0'))).join(':');
};

customElements.define('file-player', FilePlayer);
